// SPDX-License-Identifier: MIT
//
// The reference for what follows a product of 8-bit numbers; see scalar.c.

#include "kernels.h"

#include <math.h>

static double bent(double x, sb_curve curve) {
  switch (curve) {
    case SB_CURVE_NONE:
      return x;
    case SB_CURVE_RELU:
      return x < 0 ? 0 : x;
    case SB_CURVE_GELU:
      return 0.5 * x * (1 + erf(x * 0.70710678118654752));
    case SB_CURVE_QUICK_GELU:
      return x / (1 + exp(-1.702 * x));
  }
  return x;
}

static float output_of(const sb_sums *s, size_t r, size_t c, float addend) {
  double sum = (double)(s->sums[r * s->width + c] - s->zeros[r] * s->weight_sums[c]);
  return (float)bent((double)s->scales[r] * s->weight_scales[c] * sum + s->bias[c] + addend, s->curve);
}

void sb_scalar_finish_f32(const sb_sums *s, bool accumulates, float *y) {
  for (size_t r = 0; r < s->rows; r++)
    for (size_t c = 0; c < s->width; c++, y++) *y = output_of(s, r, c, accumulates ? *y : 0);
}

void sb_scalar_finish_bf16(const sb_sums *s, uint16_t *y) {
  for (size_t r = 0; r < s->rows; r++)
    for (size_t c = 0; c < s->width; c++) *y++ = sb_f32_as_bf16(output_of(s, r, c, 0));
}

void sb_scalar_finish_u8(const sb_sums *s, const sb_quantized *y) {
  for (size_t r = 0; r < s->rows; r++)
    for (size_t c = 0; c < s->width; c++) {
      float output = output_of(s, r, c, 0);
      __builtin_memcpy(s->sums + r * s->width + c, &output, sizeof output);
    }
  sb_scalar_quantize_f32((const float *)s->sums, s->rows, s->width, y);
}
