// SPDX-License-Identifier: MIT
//
// The reference for rows of lower precision; see scalar.c.

#include "kernels.h"
#include "quantization.h"

#include <math.h>

static void quantize_number(float x, sb_steps steps, uint8_t *q) {
  float place = x * steps.inverse + ((float)steps.zero + 0.5f);
  *q = place >= 255 ? 255 : place > 0 ? (uint8_t)place : 0;
}

/// What x has beyond the range that begins with 0 and 0.
static void widen(float x, float *low, float *high) {
  if (isnan(x)) *high = x;
  if (x < *low) *low = x;
  if (x > *high) *high = x;
}

void sb_scalar_quantize_f32(const float *x, size_t rows, size_t width, const sb_quantized *y) {
  for (size_t r = 0; r < rows; r++, x += width) {
    float low = 0, high = 0;
    for (size_t c = 0; c < width; c++) widen(x[c], &low, &high);
    sb_steps steps = sb_steps_between(low, high);
    for (size_t c = 0; c < width; c++) quantize_number(x[c], steps, y->values + r * width + c);
    y->scales[r] = steps.scale;
    y->zeros[r] = steps.zero;
  }
}

void sb_scalar_quantize_bf16(const uint16_t *x, size_t rows, size_t width, const sb_quantized *y) {
  for (size_t r = 0; r < rows; r++, x += width) {
    float low = 0, high = 0;
    for (size_t c = 0; c < width; c++) widen(sb_bf16_as_f32(x[c]), &low, &high);
    sb_steps steps = sb_steps_between(low, high);
    for (size_t c = 0; c < width; c++) quantize_number(sb_bf16_as_f32(x[c]), steps, y->values + r * width + c);
    y->scales[r] = steps.scale;
    y->zeros[r] = steps.zero;
  }
}

typedef struct norm {
  double mean, scale;
} norm;

static norm norm_of(const float *x, size_t width, float epsilon) {
  double sum = 0, squares = 0;
  for (size_t c = 0; c < width; c++) sum += x[c];
  double mean = sum / (double)width;
  for (size_t c = 0; c < width; c++) squares += (x[c] - mean) * (x[c] - mean);
  return (norm){mean, 1 / sqrt(squares / (double)width + epsilon)};
}

static float normed(norm n, const float *x, const float *gamma, const float *beta, size_t c) {
  return (float)((x[c] - n.mean) * n.scale * gamma[c] + beta[c]);
}

void sb_scalar_layer_norm_f32(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon, float *y) {
  for (size_t r = 0; r < rows; r++, x += width, y += width) {
    norm n = norm_of(x, width, epsilon);
    for (size_t c = 0; c < width; c++) y[c] = normed(n, x, gamma, beta, c);
  }
}

void sb_scalar_layer_norm_bf16(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon, uint16_t *y) {
  for (size_t r = 0; r < rows; r++, x += width, y += width) {
    norm n = norm_of(x, width, epsilon);
    for (size_t c = 0; c < width; c++) y[c] = sb_f32_as_bf16(normed(n, x, gamma, beta, c));
  }
}

void sb_scalar_layer_norm_u8(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon,
    const sb_quantized *y) {
  for (size_t r = 0; r < rows; r++, x += width) {
    norm n = norm_of(x, width, epsilon);
    float low = 0, high = 0;
    for (size_t c = 0; c < width; c++) widen(normed(n, x, gamma, beta, c), &low, &high);
    sb_steps steps = sb_steps_between(low, high);
    for (size_t c = 0; c < width; c++)
      quantize_number(normed(n, x, gamma, beta, c), steps, y->values + r * width + c);
    y->scales[r] = steps.scale;
    y->zeros[r] = steps.zero;
  }
}
