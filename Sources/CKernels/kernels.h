// SPDX-License-Identifier: MIT
//
// The table behind `sb_kernels`: one function per kernel. Every instruction set defines one constant table;
// `dispatch.c` picks between them. The shapes and rules of each kernel are told once, in `include/CKernels.h`.

#ifndef SHOEBOX_KERNELS_H
#define SHOEBOX_KERNELS_H

#include "include/CKernels.h"

/// The weights of one resize pass: output i is the weighted sum of `count[i]` inputs from input `first[i]` on.
typedef struct sb_taps {
  const int32_t *weights;  // (outputs, stride), fixed point with SB_WEIGHT_BITS fractional bits
  const uint32_t *first;
  const uint32_t *count;
  size_t stride;
} sb_taps;

/// Fractional bits of a resize weight: 8 bits of pixel and 2 of headroom are left of 32.
#define SB_WEIGHT_BITS 22

/// A picture is resized in strips of this many rows, so that one column of a strip fills a vector of bytes.
#define SB_STRIP_ROWS 16

struct sb_kernels {
  const char *name;

  float (*dot_f32)(const float *a, const float *b, size_t count);
  void (*add_f32)(float *y, const float *x, size_t count);
  void (*scan_f32)(const float *rows, size_t count, size_t dimension, const float *query, float *scores);
  void (*normalize_l2_f32)(float *x, size_t rows, size_t width);
  void (*scan_codes)(
      const uint8_t *codes, const float *scales, size_t count, size_t width, const int8_t *high, const int8_t *low,
      float *scores);
  void (*scan_codes_basic)(
      const uint8_t *codes, const float *scales, size_t count, size_t width, const int8_t *high, const int8_t *low,
      float *scores);
  uint64_t (*sum_words)(const uint64_t *start, size_t count);

  void (*layer_norm_f32)(
      const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon, float *y);
  void (*layer_norm_bf16)(
      const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon, uint16_t *y);
  void (*layer_norm_u8)(
      const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon,
      const sb_quantized *y);
  void (*quantize_f32)(const float *x, size_t rows, size_t width, const sb_quantized *y);
  void (*quantize_bf16)(const uint16_t *x, size_t rows, size_t width, const sb_quantized *y);
  void (*finish_f32)(const sb_sums *sums, bool accumulates, float *y);
  void (*finish_bf16)(const sb_sums *sums, uint16_t *y);
  void (*finish_u8)(const sb_sums *sums, const sb_quantized *y);
  void (*softmax_f32)(float *x, size_t rows, size_t width);
  void (*attention)(const sb_attention *attention);
  void (*mean_rows_f32)(const float *x, size_t rows, size_t width, float *y);

  void (*normalize_rgb8_f32)(
      const uint8_t *rgb, size_t pixel_count, const float scale[3], const float bias[3], float *out);
  void (*average_pool_f32)(
      const float *x, size_t height, size_t width, size_t channels, size_t window, float *y);

  /// (rows, source_width, 3) to (rows, width, 3). `strip` has room for SB_STRIP_ROWS rows of the source and as many of
  /// the result, each rounded up to whole vectors of SB_STRIP_ROWS bytes.
  void (*resample_horizontal)(
      const uint8_t *source, size_t rows, size_t source_width, const sb_taps *taps, uint8_t *destination, size_t width,
      uint8_t *strip);
  /// (any, row_size) bytes to (height, row_size) bytes.
  void (*resample_vertical)(
      const uint8_t *source, size_t row_size, const sb_taps *taps, uint8_t *destination, size_t height);

  void (*u8_to_f32)(const uint8_t *x, float *y, size_t count);
  void (*u8_to_bf16)(const uint8_t *x, uint16_t *y, size_t count);
  void (*f16_to_f32)(const uint16_t *x, float *y, size_t count);
  void (*bf16_to_f32)(const uint16_t *x, float *y, size_t count);
  void (*f32_to_f16)(const float *x, uint16_t *y, size_t count);
  void (*f32_to_bf16)(const float *x, uint16_t *y, size_t count);
  uint32_t (*crc32c)(uint32_t crc, const void *bytes, size_t size);
};

extern const sb_kernels sb_kernels_scalar;

#if defined(__x86_64__)
extern const sb_kernels sb_kernels_avx2;
extern const sb_kernels sb_kernels_avx512;
#endif

#if defined(__aarch64__)
extern const sb_kernels sb_kernels_neon;
#endif

// The reference's rows of lower precision (scalar_rows.c), which its table in scalar.c names.
void sb_scalar_layer_norm_f32(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon, float *y);
void sb_scalar_layer_norm_bf16(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon, uint16_t *y);
void sb_scalar_layer_norm_u8(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon,
    const sb_quantized *y);
void sb_scalar_quantize_f32(const float *x, size_t rows, size_t width, const sb_quantized *y);
void sb_scalar_quantize_bf16(const uint16_t *x, size_t rows, size_t width, const sb_quantized *y);

void sb_scalar_finish_f32(const sb_sums *sums, bool accumulates, float *y);
void sb_scalar_finish_bf16(const sb_sums *sums, uint16_t *y);
void sb_scalar_finish_u8(const sb_sums *sums, const sb_quantized *y);

/// The reference conversions, also the tails of the vector ones.
float sb_f16_as_f32(uint16_t half);
uint16_t sb_f32_as_f16(float value);
float sb_bf16_as_f32(uint16_t brain);
uint16_t sb_f32_as_bf16(float value);

#endif
