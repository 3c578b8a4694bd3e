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

static inline int8x16_t signed_codes(uint8x16_t codes) {
  return vreinterpretq_s8_u8(veorq_u8(codes, vdupq_n_u8(SB_CODE_ZERO)));
}

/// Two products of at most 128 * 64 fit 16 bits; pairs of their sums are then added in 32.
static inline int32x4_t add_pairs(int32x4_t sums, int8x16_t codes, int8x16_t digits) {
  int16x8_t products = vmull_s8(vget_low_s8(codes), vget_low_s8(digits));
  products = vmlal_s8(products, vget_high_s8(codes), vget_high_s8(digits));
  return vpadalq_s16(sums, products);
}

#define SB_CODES pairs
#define SB_CODE_BYTES 16
#define SB_CODE_EXCESS 0
#define SB_CODE_ADD(sums, codes, digits) \
  (pairs_sums) add_pairs((int32x4_t)(sums), signed_codes((uint8x16_t)(codes)), (int8x16_t)(digits))
#include "codes_scan.inc.h"

#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#define SB_CODES dotprod
#define SB_CODE_BYTES 16
#define SB_CODE_EXCESS 0
#define SB_CODE_ADD(sums, codes, digits) \
  (dotprod_sums) vdotq_s32((int32x4_t)(sums), signed_codes((uint8x16_t)(codes)), (int8x16_t)(digits))
#include "codes_scan.inc.h"
#pragma clang attribute pop

SB_SCAN_CODES(sb_scan_codes_neon_basic) {
  pairs(codes, scales, count, width, high, low, scores);
}

SB_SCAN_CODES(sb_scan_codes_neon) {
  (has_dotprod() ? dotprod : pairs)(codes, scales, count, width, high, low, scores);
}

#define SB_SUM_WORDS sb_sum_words_neon
#define SB_SUM_BYTES 16
#include "sum_words.inc.h"

#endif
