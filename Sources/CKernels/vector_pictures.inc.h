// SPDX-License-Identifier: MIT
//
// From 8-bit pixels to normalised floats, and average pooling.

static void normalize_rgb8_f32(
    const uint8_t *rgb, size_t pixel_count, const float scale[3], const float bias[3], float *out) {
  // Three vectors hold a whole number of pixels, so that lane i is always channel i % 3.
  float scales[3 * SB_LANES], biases[3 * SB_LANES];
  for (size_t i = 0; i < 3 * SB_LANES; i++) {
    scales[i] = scale[i % 3];
    biases[i] = bias[i % 3];
  }
  size_t i = 0;
  for (; i + 3 * SB_LANES <= 3 * pixel_count; i += 3 * SB_LANES)
#pragma unroll
    for (size_t v = 0; v < 3 * SB_LANES; v += SB_LANES)
      store(out + i + v, fma_of(load_bytes(rgb + i + v), load(scales + v), load(biases + v)));
  for (; i < 3 * pixel_count; i++) out[i] = rgb[i] * scale[i % 3] + bias[i % 3];
}

static void average_pool_f32(
    const float *x, size_t height, size_t width, size_t channels, size_t window, float *y) {
  float area = (float)(window * window);
  for (size_t row = 0; row < height / window; row++)
    for (size_t column = 0; column < width / window; column++, y += channels) {
      const float *corner = x + (row * width + column) * window * channels;
      size_t c = 0;
      for (; c + SB_LANES <= channels; c += SB_LANES) {
        vfloat sum = (vfloat)0.0f;
        for (size_t i = 0; i < window; i++)
          for (size_t j = 0; j < window; j++) sum += load(corner + (i * width + j) * channels + c);
        store(y + c, sum / area);
      }
      for (; c < channels; c++) {
        float sum = 0;
        for (size_t i = 0; i < window; i++)
          for (size_t j = 0; j < window; j++) sum += corner[(i * width + j) * channels + c];
        y[c] = sum / area;
      }
    }
}

static void average_pool_bf16(
    const uint16_t *x, size_t height, size_t width, size_t channels, size_t window, uint16_t *y) {
  float area = (float)(window * window);
  for (size_t row = 0; row < height / window; row++)
    for (size_t column = 0; column < width / window; column++, y += channels) {
      const uint16_t *corner = x + (row * width + column) * window * channels;
      size_t c = 0;
      for (; c + SB_LANES <= channels; c += SB_LANES) {
        vfloat sum = (vfloat)0.0f;
        for (size_t i = 0; i < window; i++)
          for (size_t j = 0; j < window; j++) {
            vushort bits = *(const loose_vushort *)(corner + (i * width + j) * channels + c);
            sum += (vfloat)(__builtin_convertvector(bits, vuint) << 16);
          }
        *(loose_vushort *)(y + c) = brain_of(sum / area);
      }
      for (; c < channels; c++) {
        float sum = 0;
        for (size_t i = 0; i < window; i++)
          for (size_t j = 0; j < window; j++) sum += sb_bf16_as_f32(corner[(i * width + j) * channels + c]);
        y[c] = sb_f32_as_bf16(sum / area);
      }
    }
}
