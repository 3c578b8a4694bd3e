// SPDX-License-Identifier: MIT
//
// Which instruction set runs, and the public functions, each of which forwards to the table it is given.
// (`sb_resample_rgb8` is in resample.c, `sb_attention_scratch_count` in attention.c.)

#include "kernels.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)

static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c") &&
         __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul");
}

static bool has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

#endif

const sb_kernels *sb_kernels_for(sb_isa isa) {
  switch (isa) {
    case SB_ISA_SCALAR:
      return &sb_kernels_scalar;
    case SB_ISA_NEON:
#if defined(__aarch64__)
      return &sb_kernels_neon;  // part of every 64-bit ARM processor
#else
      return NULL;
#endif
    case SB_ISA_AVX2:
#if defined(__x86_64__)
      return has_avx2() ? &sb_kernels_avx2 : NULL;
#else
      return NULL;
#endif
    case SB_ISA_AVX512:
#if defined(__x86_64__)
      return has_avx512() ? &sb_kernels_avx512 : NULL;
#else
      return NULL;
#endif
  }
  return NULL;
}

/// Best first.
static const sb_isa preference[] = {SB_ISA_AVX512, SB_ISA_AVX2, SB_ISA_NEON, SB_ISA_SCALAR};

static const sb_kernels *chosen_kernels(void) {
  const char *wish = getenv("SHOEBOX_ISA");
  const sb_kernels *best = NULL;
  for (size_t i = 0; i < sizeof preference / sizeof preference[0]; i++) {
    const sb_kernels *kernels = sb_kernels_for(preference[i]);
    if (kernels == NULL) continue;
    if (wish != NULL && strcmp(wish, kernels->name) == 0) return kernels;
    if (best == NULL) best = kernels;
  }
  return best;
}

const sb_kernels *sb_kernels_active(void) {
  // Threads that come here together all choose the same set, so the last one to store it changes nothing.
  static _Atomic(const sb_kernels *) active;
  const sb_kernels *kernels = atomic_load_explicit(&active, memory_order_acquire);
  if (kernels == NULL) {
    kernels = chosen_kernels();
    atomic_store_explicit(&active, kernels, memory_order_release);
  }
  return kernels;
}

const char *sb_kernels_name(const sb_kernels *kernels) {
  return kernels->name;
}

float sb_dot_f32(const sb_kernels *kernels, const float *a, const float *b, size_t count) {
  return kernels->dot_f32(a, b, count);
}

void sb_add_f32(const sb_kernels *kernels, float *y, const float *x, size_t count) {
  kernels->add_f32(y, x, count);
}

void sb_scan_f32(
    const sb_kernels *kernels, const float *rows, size_t count, size_t dimension, const float *query, float *scores) {
  kernels->scan_f32(rows, count, dimension, query, scores);
}

void sb_normalize_l2_f32(const sb_kernels *kernels, float *x, size_t rows, size_t width) {
  kernels->normalize_l2_f32(x, rows, width);
}

void sb_scan_codes(
    const sb_kernels *kernels, const uint8_t *codes, const float *scales, size_t count, size_t width,
    const int8_t *high, const int8_t *low, float *scores) {
  kernels->scan_codes(codes, scales, count, width, high, low, scores);
}

void sb_scan_codes_basic(
    const sb_kernels *kernels, const uint8_t *codes, const float *scales, size_t count, size_t width,
    const int8_t *high, const int8_t *low, float *scores) {
  kernels->scan_codes_basic(codes, scales, count, width, high, low, scores);
}

uint64_t sb_sum_words(const sb_kernels *kernels, const uint64_t *start, size_t count) {
  return kernels->sum_words(start, count);
}

void sb_layer_norm_f32(
    const sb_kernels *kernels, const float *x, size_t rows, size_t width, const float *gamma, const float *beta,
    float epsilon, float *y) {
  kernels->layer_norm_f32(x, rows, width, gamma, beta, epsilon, y);
}

void sb_layer_norm_bf16(
    const sb_kernels *kernels, const float *x, size_t rows, size_t width, const float *gamma, const float *beta,
    float epsilon, uint16_t *y) {
  kernels->layer_norm_bf16(x, rows, width, gamma, beta, epsilon, y);
}

void sb_layer_norm_u8(
    const sb_kernels *kernels, const float *x, size_t rows, size_t width, const float *gamma, const float *beta,
    float epsilon, const sb_quantized *y) {
  kernels->layer_norm_u8(x, rows, width, gamma, beta, epsilon, y);
}

void sb_quantize_f32(const sb_kernels *kernels, const float *x, size_t rows, size_t width, const sb_quantized *y) {
  kernels->quantize_f32(x, rows, width, y);
}

void sb_quantize_bf16(const sb_kernels *kernels, const uint16_t *x, size_t rows, size_t width, const sb_quantized *y) {
  kernels->quantize_bf16(x, rows, width, y);
}

void sb_finish_f32(const sb_kernels *kernels, const sb_sums *sums, bool accumulates, float *y) {
  kernels->finish_f32(sums, accumulates, y);
}

void sb_finish_bf16(const sb_kernels *kernels, const sb_sums *sums, uint16_t *y) {
  kernels->finish_bf16(sums, y);
}

void sb_finish_u8(const sb_kernels *kernels, const sb_sums *sums, const sb_quantized *y) {
  kernels->finish_u8(sums, y);
}

void sb_softmax_f32(const sb_kernels *kernels, float *x, size_t rows, size_t width) {
  kernels->softmax_f32(x, rows, width);
}

void sb_attend(const sb_kernels *kernels, const sb_attention *attention) {
  kernels->attention(attention);
}

void sb_mean_rows_f32(const sb_kernels *kernels, const float *x, size_t rows, size_t width, float *y) {
  kernels->mean_rows_f32(x, rows, width, y);
}

void sb_normalize_rgb8_f32(
    const sb_kernels *kernels, const uint8_t *rgb, size_t pixel_count, const float scale[3], const float bias[3],
    float *out) {
  kernels->normalize_rgb8_f32(rgb, pixel_count, scale, bias, out);
}

void sb_average_pool_f32(
    const sb_kernels *kernels, const float *x, size_t height, size_t width, size_t channels, size_t window, float *y) {
  kernels->average_pool_f32(x, height, width, channels, window, y);
}

void sb_u8_to_f32(const sb_kernels *kernels, const uint8_t *x, float *y, size_t count) {
  kernels->u8_to_f32(x, y, count);
}

void sb_u8_to_bf16(const sb_kernels *kernels, const uint8_t *x, uint16_t *y, size_t count) {
  kernels->u8_to_bf16(x, y, count);
}

void sb_f16_to_f32(const sb_kernels *kernels, const uint16_t *x, float *y, size_t count) {
  kernels->f16_to_f32(x, y, count);
}

void sb_bf16_to_f32(const sb_kernels *kernels, const uint16_t *x, float *y, size_t count) {
  kernels->bf16_to_f32(x, y, count);
}

void sb_f32_to_f16(const sb_kernels *kernels, const float *x, uint16_t *y, size_t count) {
  kernels->f32_to_f16(x, y, count);
}

void sb_f32_to_bf16(const sb_kernels *kernels, const float *x, uint16_t *y, size_t count) {
  kernels->f32_to_bf16(x, y, count);
}

uint32_t sb_crc32c(const sb_kernels *kernels, uint32_t crc, const void *bytes, size_t size) {
  return kernels->crc32c(crc, bytes, size);
}
