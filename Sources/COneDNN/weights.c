// SPDX-License-Identifier: MIT
//
// Weights as 8-bit numbers: symmetric, with one scale for each output.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/// The weights of one output, `step` elements apart, as floats.
static void gather(const void *weights, sb_element element, int64_t first, int64_t step, int64_t count, float *into) {
  if (element == SB_F32) {
    const float *from = (const float *)weights + first;
    for (int64_t i = 0; i < count; i++) into[i] = from[i * step];
    return;
  }
  const uint16_t *from = (const uint16_t *)weights + first;
  for (int64_t i = 0; i < count; i++) {
    const uint32_t bits = (uint32_t)from[i * step] << 16;
    memcpy(into + i, &bits, sizeof bits);
  }
}

/// The scale that makes the largest of them 127; NaN if one of them is no finite number.
static float scale_for(const float *weights, int64_t count) {
  // Without their sign, the bits of floats are ordered as the floats are, and infinity and NaN come last.
  const uint32_t magnitude = 0x7fffffff, infinity = 0x7f800000;
  uint32_t largest = 0;
  for (int64_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, weights + i, sizeof bits);
    bits &= magnitude;
    largest = bits > largest ? bits : largest;
  }
  if (largest >= infinity) return NAN;
  float value;
  memcpy(&value, &largest, sizeof value);
  return value / 127;
}

/// Rounds to whole steps of `scale`, ties to even, and returns their sum.
static int32_t round_to(float scale, const float *weights, int64_t count, int64_t step, int8_t *into) {
  const float rounder = 0x1.8p23f;  // adding it leaves whole numbers
  const float inverse = scale > 0 ? 1 / scale : 0;
  int32_t sum = 0;
  // The inverse of a subnormal scale is infinite, and 0 times that is no number.
  if (!(inverse <= 3e38f)) return 0;
  for (int64_t i = 0; i < count; i++) {
    float whole = (weights[i] * inverse + rounder) - rounder;
    whole = !(whole >= -127) ? -127 : whole > 127 ? 127 : whole;  // also of what is no number
    into[i * step] = (int8_t)whole;
    sum += (int32_t)whole;
  }
  return sum;
}

sb_status sb_weights_quantize(
    const void *weights, sb_element element, const float *given_scales, int64_t outputs, int64_t inputs,
    bool is_output_major, sb_quantized_weights *out) {
  const size_t count = (size_t)outputs * (size_t)inputs;
  const int64_t output_step = is_output_major ? inputs : 1, input_step = is_output_major ? 1 : outputs;
  float *row = malloc((size_t)inputs * sizeof *row);
  *out = (sb_quantized_weights){
      .weights = calloc(count, 1),
      .scales = calloc((size_t)outputs, sizeof(float)),
      .sums = calloc((size_t)outputs, sizeof(int32_t)),
  };
  if (row == NULL || out->scales == NULL || out->sums == NULL || out->weights == NULL) {
    free(row);
    sb_weights_free(out);
    return SB_OUT_OF_MEMORY;
  }
  if (element == SB_S8) {
    memcpy(out->weights, weights, count);
    memcpy(out->scales, given_scales, (size_t)outputs * sizeof(float));
  }
  for (int64_t output = 0; output < outputs; output++) {
    int8_t *into = out->weights + output * output_step;
    if (element == SB_S8) {
      for (int64_t i = 0; i < inputs; i++) out->sums[output] += into[i * input_step];
    } else {
      gather(weights, element, output * output_step, input_step, inputs, row);
      out->scales[output] = scale_for(row, inputs);
      out->sums[output] = round_to(out->scales[output], row, inputs, input_step, into);
    }
  }
  free(row);
  return SB_OK;
}

void sb_weights_free(sb_quantized_weights *weights) {
  free(weights->weights);
  free(weights->scales);
  free(weights->sums);
  *weights = (sb_quantized_weights){0};
}
