// SPDX-License-Identifier: MIT
//
// The scan over codes with 512-bit registers: VNNI where it is (Intel from Cascade Lake, AMD from Zen 4), else pairs of
// products in 16 bits, as in codes_x86_avx2.c.

#if defined(__x86_64__)

#include "codes.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw"))), apply_to = function)
#define SB_CODES pairs
#define SB_CODE_BYTES 64
#define SB_CODE_EXCESS SB_CODE_ZERO
#define SB_CODE_ADD(sums, codes, digits)                                                                      \
  (pairs_sums)_mm512_add_epi32(                                                                               \
      (__m512i)(sums), _mm512_madd_epi16(                                                                     \
                           _mm512_maddubs_epi16((__m512i)(codes), (__m512i)(digits)), _mm512_set1_epi16(1)))
#include "codes_scan.inc.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vnni"))), apply_to = function)
#define SB_CODES vnni
#define SB_CODE_BYTES 64
#define SB_CODE_EXCESS SB_CODE_ZERO
#define SB_CODE_ADD(sums, codes, digits) \
  (vnni_sums)_mm512_dpbusd_epi32((__m512i)(sums), (__m512i)(codes), (__m512i)(digits))
#include "codes_scan.inc.h"
#pragma clang attribute pop

SB_SCAN_CODES(sb_scan_codes_avx512_basic) {
  pairs(codes, scales, count, width, high, low, scores);
}

SB_SCAN_CODES(sb_scan_codes_avx512) {
  (__builtin_cpu_supports("avx512vnni") ? vnni : pairs)(codes, scales, count, width, high, low, scores);
}

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#define SB_SUM_WORDS sb_sum_words_avx512
#define SB_SUM_BYTES 64
#include "sum_words.inc.h"
#pragma clang attribute pop

#endif
