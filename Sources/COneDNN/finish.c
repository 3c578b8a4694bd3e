// SPDX-License-Identifier: MIT
//
// From sums of products of 8-bit numbers to outputs.

#include <math.h>
#include <string.h>

#include "internal.h"

static float activate(float value, sb_activation activation) {
  switch (activation) {
    case SB_ACTIVATION_NONE: return value;
    case SB_ACTIVATION_RELU: return value > 0 ? value : 0;
    case SB_ACTIVATION_GELU: return 0.5f * value * (1 + erff(value * 0.70710678f));
    case SB_ACTIVATION_QUICK_GELU: return value / (1 + expf(-1.702f * value));
  }
  return value;
}

static float load(const void *y, sb_element element, int64_t index) {
  if (element == SB_F32) return ((const float *)y)[index];
  uint32_t bits = (uint32_t)((const uint16_t *)y)[index] << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static void store(void *y, sb_element element, int64_t index, float value) {
  if (element == SB_F32) {
    ((float *)y)[index] = value;
    return;
  }
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  bits += 0x7fff + ((bits >> 16) & 1);
  ((uint16_t *)y)[index] = (uint16_t)(bits >> 16);
}

void sb_finish(
    const sb_layer *layer, int64_t rows, const int32_t *sums, const sb_quantization *quantization, void *y) {
  for (int64_t row = 0; row < rows; row++) {
    const float scale = quantization->scales[layer->dimension_count == 2 ? row : 0];
    const int32_t zero = quantization->zeros != NULL ? quantization->zeros[row] : 0;
    for (int64_t output = 0; output < layer->outputs; output++) {
      const int64_t index = row * layer->outputs + output;
      float value = scale * layer->weight_scales[output] * (float)(sums[index] - zero * layer->weight_sums[output]);
      if (layer->bias != NULL) value += layer->bias[output];
      if (layer->accumulates) value += load(y, layer->destination, index);
      store(y, layer->destination, index, activate(value, layer->activation));
    }
  }
}
