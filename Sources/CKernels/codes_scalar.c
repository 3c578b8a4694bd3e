// SPDX-License-Identifier: MIT
//
// The reference of the scan over codes.

#include "codes.h"

static int32_t digit_sum(const uint8_t *codes, const int8_t *digits, size_t width) {
  int32_t sum = 0;
  for (size_t i = 0; i < width; i++) sum += (codes[i] - SB_CODE_ZERO) * digits[i];
  return sum;
}

SB_SCAN_CODES(sb_scan_codes_scalar) {
  for (size_t r = 0; r < count; r++, codes += width)
    scores[r] = sb_code_score(scales[r], digit_sum(codes, high, width), digit_sum(codes, low, width));
}

SB_SUM(sb_sum_words_scalar) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += start[i];
  return sum;
}
