// SPDX-License-Identifier: MIT
//
// The scan over codes, once per kind of multiplication. Before it includes this file, a set pushes the target attribute
// its functions need and defines
//   SB_CODES            the name of the function
//   SB_CODE_BYTES       how many codes one step takes: 16, 32 or 64
//   SB_CODE_ADD(sums, codes, digits)
//                       adds to each of SB_CODE_BYTES / 4 32-bit sums the four products in its place: codes as they lie in
//                       memory by signed digits
//   SB_CODE_EXCESS      what the set takes for the code of zero: 128 if it multiplies unsigned codes, else 0
//
// Four rows go together, so that digits are loaded and sums are added up once for four. They lie one behind the other:
// memory is still read in one stream.

#define SB_CODE_JOIN_(a, b) a##_##b
#define SB_CODE_JOIN(a, b) SB_CODE_JOIN_(a, b)
#define SB_CODE_LOCAL(name) SB_CODE_JOIN(SB_CODES, name)
#define SB_CODE_INLINE static inline __attribute__((always_inline))

typedef uint8_t SB_CODE_LOCAL(bytes) __attribute__((ext_vector_type(SB_CODE_BYTES), aligned(1), may_alias));
typedef int32_t SB_CODE_LOCAL(sums) __attribute__((ext_vector_type(SB_CODE_BYTES / 4)));

SB_CODE_INLINE SB_CODE_LOCAL(bytes) SB_CODE_LOCAL(load)(const void *p) {
  return *(const SB_CODE_LOCAL(bytes) *)p;
}

SB_CODE_INLINE code_ints SB_CODE_LOCAL(quarter)(SB_CODE_LOCAL(sums) v) {
#if SB_CODE_BYTES == 64
  int32_t __attribute__((ext_vector_type(8))) half = v.lo + v.hi;
  return half.lo + half.hi;
#elif SB_CODE_BYTES == 32
  return v.lo + v.hi;
#else
  return v;
#endif
}

/// The totals of four vectors.
SB_CODE_INLINE code_ints SB_CODE_LOCAL(totals)(const SB_CODE_LOCAL(sums) v[4]) {
  code_ints a = SB_CODE_LOCAL(quarter)(v[0]), b = SB_CODE_LOCAL(quarter)(v[1]);
  code_ints c = SB_CODE_LOCAL(quarter)(v[2]), d = SB_CODE_LOCAL(quarter)(v[3]);
  code_ints ab = __builtin_shufflevector(a, b, 0, 4, 1, 5) + __builtin_shufflevector(a, b, 2, 6, 3, 7);
  code_ints cd = __builtin_shufflevector(c, d, 0, 4, 1, 5) + __builtin_shufflevector(c, d, 2, 6, 3, 7);
  return __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

/// By how much the sum of products with these digits is too large.
SB_CODE_INLINE int32_t SB_CODE_LOCAL(excess)(const int8_t *digits, size_t width) {
  int32_t sum = 0;
  for (size_t i = 0; SB_CODE_EXCESS != 0 && i < width; i++) sum += digits[i];
  return SB_CODE_EXCESS * sum;
}

static void SB_CODES(
    const uint8_t *codes, const float *scales, size_t count, size_t width, const int8_t *high, const int8_t *low,
    float *scores) {
  const int32_t high_excess = SB_CODE_LOCAL(excess)(high, width), low_excess = SB_CODE_LOCAL(excess)(low, width);
  size_t r = 0;
  for (; r + 4 <= count; r += 4, codes += 4 * width) {
    for (size_t i = 0; i < 4 * width; i += 64) __builtin_prefetch(codes + SB_CODE_AHEAD + i);
    SB_CODE_LOCAL(sums) highs[4] = {0}, lows[4] = {0};
    for (size_t i = 0; i < width; i += SB_CODE_BYTES) {
      SB_CODE_LOCAL(bytes) high_digits = SB_CODE_LOCAL(load)(high + i), low_digits = SB_CODE_LOCAL(load)(low + i);
#pragma unroll
      for (size_t row = 0; row < 4; row++) {
        SB_CODE_LOCAL(bytes) c = SB_CODE_LOCAL(load)(codes + row * width + i);
        highs[row] = SB_CODE_ADD(highs[row], c, high_digits);
        lows[row] = SB_CODE_ADD(lows[row], c, low_digits);
      }
    }
    code_ints four_highs = SB_CODE_LOCAL(totals)(highs) - high_excess;
    code_ints four_lows = SB_CODE_LOCAL(totals)(lows) - low_excess;
    code_floats weighted = __builtin_convertvector(four_highs, code_floats) * SB_DIGIT_BASE;
    *(loose_code_floats *)(scores + r) = *(const loose_code_floats *)(scales + r) *
                                         (weighted + __builtin_convertvector(four_lows, code_floats));
  }
  for (; r < count; r++, codes += width) {
    SB_CODE_LOCAL(sums) highs = 0, lows = 0;
    for (size_t i = 0; i < width; i += SB_CODE_BYTES) {
      SB_CODE_LOCAL(bytes) c = SB_CODE_LOCAL(load)(codes + i);
      highs = SB_CODE_ADD(highs, c, SB_CODE_LOCAL(load)(high + i));
      lows = SB_CODE_ADD(lows, c, SB_CODE_LOCAL(load)(low + i));
    }
    code_ints h = SB_CODE_LOCAL(quarter)(highs), l = SB_CODE_LOCAL(quarter)(lows);
    scores[r] = sb_code_score(
        scales[r], (h.x + h.y) + (h.z + h.w) - high_excess, (l.x + l.y) + (l.z + l.w) - low_excess);
  }
}

#undef SB_CODE_JOIN_
#undef SB_CODE_JOIN
#undef SB_CODE_LOCAL
#undef SB_CODE_INLINE
#undef SB_CODES
#undef SB_CODE_BYTES
#undef SB_CODE_ADD
#undef SB_CODE_EXCESS
