// SPDX-License-Identifier: MIT
//
// Weights as 8-bit numbers: symmetric, with one scale for each output.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static float float_of(const void *weights, sb_element element, int64_t index) {
  if (element == SB_F32) return ((const float *)weights)[index];
  uint32_t bits = (uint32_t)((const uint16_t *)weights)[index] << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

sb_status sb_weights_quantize(
    const void *weights, sb_element element, const float *given_scales, int64_t outputs, int64_t inputs,
    bool is_output_major, sb_quantized_weights *out) {
  *out = (sb_quantized_weights){0};
  const size_t count = (size_t)outputs * (size_t)inputs;
  const int64_t output_step = is_output_major ? inputs : 1, input_step = is_output_major ? 1 : outputs;
  out->scales = calloc((size_t)outputs, sizeof(float));
  out->sums = calloc((size_t)outputs, sizeof(int32_t));
  out->weights = malloc(count);
  if (out->scales == NULL || out->sums == NULL || out->weights == NULL) {
    sb_weights_free(out);
    return SB_OUT_OF_MEMORY;
  }
  if (element == SB_S8) {
    memcpy(out->weights, weights, count);
    memcpy(out->scales, given_scales, (size_t)outputs * sizeof(float));
  }
  for (int64_t output = 0; output < outputs; output++) {
    const int64_t first = output * output_step;
    if (element != SB_S8) {
      float largest = 0;
      for (int64_t i = 0; i < inputs; i++)
        largest = fmaxf(largest, fabsf(float_of(weights, element, first + i * input_step)));
      out->scales[output] = largest / 127;
      const float inverse = largest > 0 ? 127 / largest : 0;
      for (int64_t i = 0; i < inputs; i++)
        out->weights[first + i * input_step] =
            (int8_t)lrintf(float_of(weights, element, first + i * input_step) * inverse);
    }
    int32_t sum = 0;
    for (int64_t i = 0; i < inputs; i++) sum += out->weights[first + i * input_step];
    out->sums[output] = sum;
  }
  return SB_OK;
}

void sb_weights_free(sb_quantized_weights *weights) {
  free(weights->weights);
  free(weights->scales);
  free(weights->sums);
  *weights = (sb_quantized_weights){0};
}
