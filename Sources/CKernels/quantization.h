// SPDX-License-Identifier: MIT
//
// How a range of numbers is divided into 256 steps. One rule serves every instruction set.

#ifndef SHOEBOX_QUANTIZATION_H
#define SHOEBOX_QUANTIZATION_H

#include <math.h>
#include <stdint.h>

/// x is about scale * (q - zero), with q = x * inverse + zero rounded.
typedef struct sb_steps {
  float scale, inverse;
  int32_t zero;
} sb_steps;

/// Steps that reach from `low` <= 0 to `high` >= 0, so that 0 is met exactly. Where one of them is no number or infinite
/// the scale is NaN, so that a flaw of the input shows in every product; a range without extent gets scale 0.
static inline sb_steps sb_steps_between(float low, float high) {
  float range = high - low;
  if (!(range <= 3e38f)) return (sb_steps){.scale = NAN};
  if (range < 1e-30f) return (sb_steps){0};  // its inverse would be infinite
  float inverse = 255 / range;
  return (sb_steps){.scale = range / 255, .inverse = inverse, .zero = (int32_t)(-low * inverse + 0.5f)};
}

#endif
