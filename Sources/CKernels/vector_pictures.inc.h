// SPDX-License-Identifier: MIT
//
// From 8-bit pixels to normalised floats, and average pooling.

SB_INLINE vfloat load_bytes(const uint8_t *p) {
  return __builtin_convertvector(*(const loose_vbyte *)p, vfloat);
}

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

/// The pixels that are taken at a time, and their bytes.
enum { PATCH_STEP = 16, PATCH_STEP_SIZE = 48 };

/// Splits 16 interleaved pixels into channels, normalises them and writes the first `count` of each, `plane` apart.
SB_INLINE void normalize_pixels(
    const uint8_t *rgb, const float scale[3], const float bias[3], float *out, size_t plane, size_t count) {
  const loose_bytes16 *parts = (const loose_bytes16 *)rgb;
  bytes16 a = parts[0], b = parts[1], c = parts[2];
  bytes16 red_ab = __builtin_shufflevector(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, -1, -1, -1, -1, -1);
  bytes16 green_ab = __builtin_shufflevector(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, -1, -1, -1, -1, -1);
  bytes16 blue_ab = __builtin_shufflevector(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, -1, -1, -1, -1, -1, -1);
  bytes16 channels[3] = {
      __builtin_shufflevector(red_ab, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29),
      __builtin_shufflevector(green_ab, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30),
      __builtin_shufflevector(blue_ab, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31),
  };
#pragma unroll
  for (size_t i = 0; i < 3; i++, out += plane) {
    floats16 value = __builtin_convertvector(channels[i], floats16) * scale[i] + bias[i];
    if (count == PATCH_STEP) *(loose_floats16 *)out = value;
    else __builtin_memcpy(out, &value, count * sizeof(float));
  }
}

static void patches_rgb8_f32(
    const uint8_t *rgb, size_t side, size_t patch, const float scale[3], const float bias[3], float *out) {
  size_t grid = side / patch, plane = patch * patch;
  const uint8_t *end = rgb + 3 * side * side;
  for (size_t y = 0; y < grid * patch; y++) {
    const uint8_t *pixel = rgb + 3 * y * side;
    float *patches = out + y / patch * grid * 3 * plane;
    for (size_t p = 0; p < grid; p++, patches += 3 * plane)
      for (size_t x = 0; x < patch; x += PATCH_STEP) {
        size_t offset = y % patch * patch + x;
        size_t count = patch - x < PATCH_STEP ? patch - x : PATCH_STEP;
        // Where a whole step fits into the plane it may spill into the rows below: they are written later.
        size_t written = plane - offset >= PATCH_STEP ? PATCH_STEP : count;
        if (end - pixel >= PATCH_STEP_SIZE) {
          normalize_pixels(pixel, scale, bias, patches + offset, plane, written);
        } else {  // the picture's last pixels
          uint8_t last[PATCH_STEP_SIZE] = {0};
          __builtin_memcpy(last, pixel, 3 * count);
          normalize_pixels(last, scale, bias, patches + offset, plane, written);
        }
        pixel += 3 * count;
      }
  }
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
