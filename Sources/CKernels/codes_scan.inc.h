// SPDX-License-Identifier: MIT
//
// The scan over codes, once per kind of multiplication. Before it includes this file, a set pushes the target attribute
// its functions need and defines
//   SB_CODES            the name of the function
//   SB_CODE_BYTES       how many codes one step takes: 16, 32 or 64
//   SB_CODE_ADD(sums, codes, digits)
//                       adds to each of SB_CODE_BYTES / 4 32-bit sums the four products in its place: unsigned codes by
//                       signed digits
//
// The sums of unsigned codes exceed those that are asked for by 128 times the sum of the digits. They begin with the
// negative of that, so that nothing is left to be done for a row.

#define SB_CODE_JOIN_(a, b) a##_##b
#define SB_CODE_JOIN(a, b) SB_CODE_JOIN_(a, b)
#define SB_CODE_LOCAL(name) SB_CODE_JOIN(SB_CODES, name)

typedef uint8_t SB_CODE_LOCAL(bytes) __attribute__((ext_vector_type(SB_CODE_BYTES), aligned(1), may_alias));
typedef int32_t SB_CODE_LOCAL(sums) __attribute__((ext_vector_type(SB_CODE_BYTES / 4)));

static inline __attribute__((always_inline)) int32_t SB_CODE_LOCAL(total)(SB_CODE_LOCAL(sums) v) {
#if SB_CODE_BYTES == 64
  int32_t __attribute__((ext_vector_type(8))) eight = v.lo + v.hi;
#elif SB_CODE_BYTES == 32
  SB_CODE_LOCAL(sums) eight = v;
#endif
#if SB_CODE_BYTES >= 32
  int32_t __attribute__((ext_vector_type(4))) four = eight.lo + eight.hi;
#else
  SB_CODE_LOCAL(sums) four = v;
#endif
  return (four.x + four.z) + (four.y + four.w);
}

/// What a row's sums begin with.
static inline SB_CODE_LOCAL(sums) SB_CODE_LOCAL(start)(const int8_t *digits, size_t width) {
  int32_t sum = 0;
  for (size_t i = 0; i < width; i++) sum += digits[i];
  SB_CODE_LOCAL(sums) start = 0;
  start.x = -SB_CODE_ZERO * sum;
  return start;
}

static void SB_CODES(
    const uint8_t *codes, const float *scales, size_t count, size_t width, const int8_t *high, const int8_t *low,
    float *scores) {
  const SB_CODE_LOCAL(sums) high_start = SB_CODE_LOCAL(start)(high, width);
  const SB_CODE_LOCAL(sums) low_start = SB_CODE_LOCAL(start)(low, width);
  for (size_t r = 0; r < count; r++, codes += width) {
    SB_CODE_LOCAL(sums) highs = high_start, lows = low_start;
    for (size_t i = 0; i < width; i += SB_CODE_BYTES) {
      SB_CODE_LOCAL(bytes) row = *(const SB_CODE_LOCAL(bytes) *)(codes + i);
      highs = SB_CODE_ADD(highs, row, *(const SB_CODE_LOCAL(bytes) *)(high + i));
      lows = SB_CODE_ADD(lows, row, *(const SB_CODE_LOCAL(bytes) *)(low + i));
    }
    scores[r] = sb_code_score(scales[r], SB_CODE_LOCAL(total)(highs), SB_CODE_LOCAL(total)(lows));
  }
}

#undef SB_CODE_JOIN_
#undef SB_CODE_JOIN
#undef SB_CODE_LOCAL
#undef SB_CODES
#undef SB_CODE_BYTES
#undef SB_CODE_ADD
