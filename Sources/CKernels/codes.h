// SPDX-License-Identifier: MIT
//
// The scan over rows of one byte per number, `sb_scan_codes`, and the read loop it is held against, once per instruction
// set. They have files of their own because the best instructions of the scan (VNNI, dotprod) are extensions that not
// every processor with AVX2, AVX-512 or NEON has: each of these functions asks for them.

#ifndef SHOEBOX_CODES_H
#define SHOEBOX_CODES_H

#include <stddef.h>
#include <stdint.h>

/// The byte that stands for zero.
#define SB_CODE_ZERO 128

/// The weight of a high digit: digits are -64...64, so that one more step of the low one carries.
#define SB_DIGIT_BASE 128

/// How many bytes ahead of a scan memory is asked for. The processor's own prefetching falls behind where products stand
/// between the loads: without this a scan reached 0.65 of the bandwidth of a read loop, with it 0.84 to 0.89.
#define SB_CODE_AHEAD 8192

#define SB_SCAN_CODES(name)                                                                                          \
  void name(                                                                                                         \
      const uint8_t *codes, const float *scales, size_t count, size_t width, const int8_t *high, const int8_t *low, \
      float *scores)

#define SB_SUM(name) uint64_t name(const uint64_t *start, size_t count)

SB_SCAN_CODES(sb_scan_codes_scalar);
SB_SUM(sb_sum_words_scalar);

#if defined(__x86_64__)
SB_SCAN_CODES(sb_scan_codes_avx2);
SB_SCAN_CODES(sb_scan_codes_avx2_basic);
SB_SUM(sb_sum_words_avx2);
SB_SCAN_CODES(sb_scan_codes_avx512);
SB_SCAN_CODES(sb_scan_codes_avx512_basic);
SB_SUM(sb_sum_words_avx512);
#endif

#if defined(__aarch64__)
SB_SCAN_CODES(sb_scan_codes_neon);
SB_SCAN_CODES(sb_scan_codes_neon_basic);
SB_SUM(sb_sum_words_neon);
#endif

typedef int32_t code_ints __attribute__((ext_vector_type(4)));
typedef float code_floats __attribute__((ext_vector_type(4)));
typedef code_floats loose_code_floats __attribute__((aligned(4), may_alias));

/// The score of a row from the sums of its two digits: exact but for the roundings to float, which are the same
/// everywhere.
static inline float sb_code_score(float scale, int32_t high, int32_t low) {
  return scale * ((float)high * SB_DIGIT_BASE + (float)low);
}

#endif
