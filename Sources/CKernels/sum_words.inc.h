// SPDX-License-Identifier: MIT
//
// The read loop that scans are held against, once per instruction set, which defines
//   SB_SUM_WORDS        the name of the function
//   SB_SUM_BYTES        the bytes of a register
// and pushes the target attribute.

#include "codes.h"

SB_SUM(SB_SUM_WORDS) {
  typedef uint64_t words __attribute__((ext_vector_type(SB_SUM_BYTES / 8)));
  typedef words loose_words __attribute__((aligned(8), may_alias));
  enum { LANES = SB_SUM_BYTES / 8 };
  words sums[4] = {0};
  size_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES) {
#pragma unroll
    for (size_t v = 0; v < 4; v++) sums[v] += *(const loose_words *)(start + i + v * LANES);
  }
  sums[0] += sums[1] + sums[2] + sums[3];
  uint64_t sum = 0;
  for (size_t lane = 0; lane < LANES; lane++) sum += sums[0][lane];
  for (; i < count; i++) sum += start[i];
  return sum;
}

#undef SB_SUM_WORDS
#undef SB_SUM_BYTES
