// SPDX-License-Identifier: MIT
//
// The scan over codes with 256-bit registers: AVX-VNNI where it is (Intel from Alder Lake, AMD from Zen 5), else pairs of
// products in 16 bits. Those cannot overflow: 2 * 255 * 64 is less than 32,768.

#if defined(__x86_64__)

#include "codes.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define SB_CODES pairs
#define SB_CODE_BYTES 32
#define SB_CODE_EXCESS SB_CODE_ZERO
#define SB_CODE_ADD(sums, codes, digits)                                                                      \
  (pairs_sums)_mm256_add_epi32(                                                                               \
      (__m256i)(sums), _mm256_madd_epi16(                                                                     \
                           _mm256_maddubs_epi16((__m256i)(codes), (__m256i)(digits)), _mm256_set1_epi16(1)))
#include "codes_scan.inc.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,avxvnni"))), apply_to = function)
#define SB_CODES vnni
#define SB_CODE_BYTES 32
#define SB_CODE_EXCESS SB_CODE_ZERO
#define SB_CODE_ADD(sums, codes, digits) \
  (vnni_sums)_mm256_dpbusd_avx_epi32((__m256i)(sums), (__m256i)(codes), (__m256i)(digits))
#include "codes_scan.inc.h"
#pragma clang attribute pop

SB_SCAN_CODES(sb_scan_codes_avx2_basic) {
  pairs(codes, scales, count, width, high, low, scores);
}

SB_SCAN_CODES(sb_scan_codes_avx2) {
  (__builtin_cpu_supports("avxvnni") ? vnni : pairs)(codes, scales, count, width, high, low, scores);
}

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define SB_SUM_WORDS sb_sum_words_avx2
#define SB_SUM_BYTES 32
#include "sum_words.inc.h"
#pragma clang attribute pop

#endif
