// SPDX-License-Identifier: MIT
//
// The reference: every kernel as plainly as it can be said, with sums in double precision. The vector sets are tested
// against it, and a processor without a set of its own runs on it.

#include "codes.h"
#include "kernels.h"

#include <math.h>
#include <string.h>

// --- vectors -----------------------------------------------------------------------------------------------------

static float dot_f32(const float *a, const float *b, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += (double)a[i] * b[i];
  return (float)sum;
}

static void add_f32(float *y, const float *x, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] += x[i];
}

static void scan_f32(const float *rows, size_t count, size_t dimension, const float *query, float *scores) {
  for (size_t r = 0; r < count; r++) scores[r] = dot_f32(rows + r * dimension, query, dimension);
}

static void normalize_l2_f32(float *x, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++, x += width) {
    double sum = 0;
    for (size_t c = 0; c < width; c++) sum += (double)x[c] * x[c];
    if (sum == 0) continue;
    double length = sqrt(sum);
    for (size_t c = 0; c < width; c++) x[c] = (float)(x[c] / length);
  }
}

// --- transformer -------------------------------------------------------------------------------------------------

static void softmax_f32(float *x, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++, x += width) {
    float largest = -INFINITY;
    for (size_t c = 0; c < width; c++) largest = x[c] > largest ? x[c] : largest;
    double sum = 0;
    for (size_t c = 0; c < width; c++) sum += x[c] = expf(x[c] - largest);
    for (size_t c = 0; c < width; c++) x[c] = (float)(x[c] / sum);
  }
}

static float number_at(const void *numbers, sb_number number, size_t i) {
  return number == SB_NUMBER_BF16 ? sb_bf16_as_f32(((const uint16_t *)numbers)[i]) : ((const float *)numbers)[i];
}

static void attention(const sb_attention *a) {
  float scale = (float)(1 / sqrt((double)a->head_width));
  float *scores = a->scratch;
  for (size_t h = 0; h < a->head_count; h++) {
    size_t column = h * a->head_width;
    for (size_t q = 0; q < a->query_count; q++) {
      size_t visible = a->is_causal && q + 1 < a->key_count ? q + 1 : a->key_count;
      for (size_t k = 0; k < visible; k++) {
        double sum = 0;
        for (size_t c = column; c < column + a->head_width; c++)
          sum += (double)number_at(a->query, a->input, q * a->query_stride + c) *
                 number_at(a->key, a->input, k * a->key_stride + c);
        scores[k] = scale * (float)sum;
      }
      softmax_f32(scores, 1, visible);
      for (size_t c = column; c < column + a->head_width; c++) {
        double sum = 0;
        for (size_t k = 0; k < visible; k++)
          sum += (double)scores[k] * number_at(a->value, a->input, k * a->value_stride + c);
        size_t place = q * a->output_stride + c;
        if (a->result == SB_NUMBER_BF16) ((uint16_t *)a->output)[place] = sb_f32_as_bf16((float)sum);
        else ((float *)a->output)[place] = (float)sum;
      }
    }
  }
}

static void mean_rows_f32(const float *x, size_t rows, size_t width, float *y) {
  for (size_t c = 0; c < width; c++) {
    double sum = 0;
    for (size_t r = 0; r < rows; r++) sum += x[r * width + c];
    y[c] = (float)(sum / (double)rows);
  }
}

// --- pictures ----------------------------------------------------------------------------------------------------

static void normalize_rgb8_f32(
    const uint8_t *rgb, size_t pixel_count, const float scale[3], const float bias[3], float *out) {
  for (size_t i = 0; i < 3 * pixel_count; i++) out[i] = rgb[i] * scale[i % 3] + bias[i % 3];
}

static void average_pool_f32(
    const float *x, size_t height, size_t width, size_t channels, size_t window, float *y) {
  for (size_t row = 0; row < height / window; row++)
    for (size_t column = 0; column < width / window; column++)
      for (size_t c = 0; c < channels; c++) {
        double sum = 0;
        for (size_t i = 0; i < window * window; i++) {
          size_t source_row = row * window + i / window, source_column = column * window + i % window;
          sum += x[(source_row * width + source_column) * channels + c];
        }
        *y++ = (float)(sum / (double)(window * window));
      }
}

static uint8_t weighted_sum(const uint8_t *source, size_t step, const int32_t *weights, uint32_t count) {
  int32_t sum = 1 << (SB_WEIGHT_BITS - 1);
  for (uint32_t t = 0; t < count; t++) sum += source[t * step] * weights[t];
  sum >>= SB_WEIGHT_BITS;
  return (uint8_t)(sum < 0 ? 0 : sum > 255 ? 255 : sum);
}

static void resample_horizontal(
    const uint8_t *source, size_t rows, size_t source_width, const sb_taps *taps, uint8_t *destination, size_t width,
    uint8_t *strip) {
  (void)strip;
  for (size_t r = 0; r < rows; r++, source += 3 * source_width)
    for (size_t i = 0; i < 3 * width; i++) {
      size_t x = i / 3;
      const uint8_t *first = source + 3 * (size_t)taps->first[x] + i % 3;
      *destination++ = weighted_sum(first, 3, taps->weights + x * taps->stride, taps->count[x]);
    }
}

static void resample_vertical(
    const uint8_t *source, size_t row_size, const sb_taps *taps, uint8_t *destination, size_t height) {
  for (size_t y = 0; y < height; y++)
    for (size_t i = 0; i < row_size; i++) {
      const uint8_t *first = source + taps->first[y] * row_size + i;
      *destination++ = weighted_sum(first, row_size, taps->weights + y * taps->stride, taps->count[y]);
    }
}

// --- conversions and checksums -----------------------------------------------------------------------------------

static uint32_t bits_of(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static float float_of(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

float sb_f16_as_f32(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000) << 16;
  uint32_t exponent = half >> 10 & 31, mantissa = half & 1023;
  if (exponent == 31) {  // infinity, or a NaN, which becomes a quiet one
    uint32_t quiet = mantissa != 0 ? 0x400000 : 0;
    return float_of(sign | 0x7F800000 | quiet | mantissa << 13);
  }
  if (exponent == 0) {  // zero or subnormal: mantissa * 2^-24, exact in single precision
    float magnitude = (float)mantissa * 0x1p-24f;
    return float_of(sign | bits_of(magnitude));
  }
  return float_of(sign | (exponent + 127 - 15) << 23 | mantissa << 13);
}

/// bits >> shift, rounded to nearest, ties to even.
static uint32_t rounded_shift(uint32_t bits, uint32_t shift) {
  uint32_t is_odd = bits >> shift & 1;
  return (bits + (1u << (shift - 1)) - 1 + is_odd) >> shift;
}

uint16_t sb_f32_as_f16(float value) {
  uint32_t bits = bits_of(value);
  uint32_t sign = bits >> 16 & 0x8000, magnitude = bits & 0x7FFFFFFF;
  if (magnitude > 0x7F800000) return (uint16_t)(sign | 0x7E00 | (magnitude >> 13 & 1023));  // a quiet NaN
  if (magnitude >= 0x47800000) return (uint16_t)(sign | 0x7C00);                            // 2^16 and more
  if (magnitude < 0x33000000) return (uint16_t)sign;                                        // below 2^-25
  uint32_t exponent = magnitude >> 23;
  if (exponent < 113) {  // a subnormal half: a multiple of 2^-24
    uint32_t mantissa = (magnitude & 0x7FFFFF) | 0x800000;
    return (uint16_t)(sign | rounded_shift(mantissa, 126 - exponent));
  }
  // A mantissa that rounds up carries into the exponent, as it should: from 65520 on into infinity.
  return (uint16_t)(sign | rounded_shift(magnitude - ((127 - 15) << 23), 13));
}

float sb_bf16_as_f32(uint16_t brain) {
  return float_of((uint32_t)brain << 16);
}

uint16_t sb_f32_as_bf16(float value) {
  uint32_t bits = bits_of(value);
  if ((bits & 0x7FFFFFFF) > 0x7F800000) return (uint16_t)(bits >> 16 | 0x40);  // a quiet NaN
  return (uint16_t)rounded_shift(bits, 16);
}

static void u8_to_f32(const uint8_t *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = x[i];
}

static void u8_to_bf16(const uint8_t *x, uint16_t *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = sb_f32_as_bf16(x[i]);
}

static void f16_to_f32(const uint16_t *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = sb_f16_as_f32(x[i]);
}

static void bf16_to_f32(const uint16_t *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = sb_bf16_as_f32(x[i]);
}

static void f32_to_f16(const float *x, uint16_t *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = sb_f32_as_f16(x[i]);
}

static void f32_to_bf16(const float *x, uint16_t *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = sb_f32_as_bf16(x[i]);
}

static uint32_t crc32c(uint32_t crc, const void *bytes, size_t size) {
  const uint8_t *byte = bytes;
  crc = ~crc;
  for (size_t i = 0; i < size; i++) {
    crc ^= byte[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78 : 0);  // the polynomial, reflected
  }
  return ~crc;
}

const sb_kernels sb_kernels_scalar = {
    .name = "scalar",
    .dot_f32 = dot_f32,
    .add_f32 = add_f32,
    .scan_f32 = scan_f32,
    .normalize_l2_f32 = normalize_l2_f32,
    .layer_norm_f32 = sb_scalar_layer_norm_f32,
    .layer_norm_bf16 = sb_scalar_layer_norm_bf16,
    .layer_norm_u8 = sb_scalar_layer_norm_u8,
    .quantize_f32 = sb_scalar_quantize_f32,
    .quantize_bf16 = sb_scalar_quantize_bf16,
    .finish_f32 = sb_scalar_finish_f32,
    .finish_bf16 = sb_scalar_finish_bf16,
    .finish_u8 = sb_scalar_finish_u8,
    .softmax_f32 = softmax_f32,
    .attention = attention,
    .mean_rows_f32 = mean_rows_f32,
    .normalize_rgb8_f32 = normalize_rgb8_f32,
    .average_pool_f32 = average_pool_f32,
    .resample_horizontal = resample_horizontal,
    .resample_vertical = resample_vertical,
    .u8_to_f32 = u8_to_f32,
    .u8_to_bf16 = u8_to_bf16,
    .f16_to_f32 = f16_to_f32,
    .bf16_to_f32 = bf16_to_f32,
    .f32_to_f16 = f32_to_f16,
    .f32_to_bf16 = f32_to_bf16,
    .crc32c = crc32c,
    .scan_codes = sb_scan_codes_scalar,
    .scan_codes_basic = sb_scan_codes_scalar,
    .sum_words = sb_sum_words_scalar,
};
