// SPDX-License-Identifier: MIT
//
// The scan over codes with NEON: dotprod where it is (ARMv8.2: Cortex-A55 and A76, Neoverse, Apple from A11 and M1), else
// products in 16 bits. Both multiply signed numbers, which flipping its top bit makes of a code, so the sums here need no
// correction.

#if defined(__aarch64__)

#include "codes.h"

#include <arm_neon.h>
#include <stdbool.h>

#if defined(__linux__)
#include <sys/auxv.h>
#endif

static bool has_dotprod(void) {
#if defined(__ARM_FEATURE_DOTPROD) || defined(__APPLE__)
  return true;
#elif defined(__linux__)
  return (getauxval(AT_HWCAP) & 1 << 20) != 0;  // HWCAP_ASIMDDP
#else
  return false;
#endif
}

static inline int8x16_t signed_codes(const uint8_t *codes) {
  return vreinterpretq_s8_u8(veorq_u8(vld1q_u8(codes), vdupq_n_u8(SB_CODE_ZERO)));
}

/// Two products of at most 127 * 64 fit 16 bits; their pairs are then added in 32.
static inline int32x4_t add_products(int32x4_t sums, int8x16_t codes, int8x16_t digits) {
  int16x8_t products = vmull_s8(vget_low_s8(codes), vget_low_s8(digits));
  products = vmlal_s8(products, vget_high_s8(codes), vget_high_s8(digits));
  return vpadalq_s16(sums, products);
}

static void pairs(
    const uint8_t *codes, const float *scales, size_t count, size_t width, const int8_t *high, const int8_t *low,
    float *scores) {
  for (size_t r = 0; r < count; r++, codes += width) {
    int32x4_t highs = vdupq_n_s32(0), lows = vdupq_n_s32(0);
    for (size_t i = 0; i < width; i += 16) {
      int8x16_t row = signed_codes(codes + i);
      highs = add_products(highs, row, vld1q_s8(high + i));
      lows = add_products(lows, row, vld1q_s8(low + i));
    }
    scores[r] = sb_code_score(scales[r], vaddvq_s32(highs), vaddvq_s32(lows));
  }
}

__attribute__((target("dotprod"))) static void dotprod(
    const uint8_t *codes, const float *scales, size_t count, size_t width, const int8_t *high, const int8_t *low,
    float *scores) {
  for (size_t r = 0; r < count; r++, codes += width) {
    int32x4_t highs = vdupq_n_s32(0), lows = vdupq_n_s32(0);
    for (size_t i = 0; i < width; i += 16) {
      int8x16_t row = signed_codes(codes + i);
      highs = vdotq_s32(highs, row, vld1q_s8(high + i));
      lows = vdotq_s32(lows, row, vld1q_s8(low + i));
    }
    scores[r] = sb_code_score(scales[r], vaddvq_s32(highs), vaddvq_s32(lows));
  }
}

SB_SCAN_CODES(sb_scan_codes_neon) {
  (has_dotprod() ? dotprod : pairs)(codes, scales, count, width, high, low, scores);
}

#define SB_SUM_WORDS sb_sum_words_neon
#define SB_SUM_BYTES 16
#include "sum_words.inc.h"

#endif
