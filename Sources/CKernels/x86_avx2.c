// SPDX-License-Identifier: MIT
//
// AVX2 with FMA and F16C: 16 registers of 8 floats. Intel from Haswell (2013), AMD from Zen (2017).

#if defined(__x86_64__)

#include "attention.h"
#include "codes.h"
#include "kernels.h"
#include "quantization.h"

#include <math.h>
#include <nmmintrin.h>
#include <wmmintrin.h>

#define SB_LANES 8
#define SB_BLOCK_ROWS 6
#define SB_BLOCK_VECTORS 2

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c,crc32,pclmul"))), apply_to = function)
#include "vector_kernels.inc.h"
#include "x86_crc32c.inc.h"
#pragma clang attribute pop

const sb_kernels sb_kernels_avx2 = {
    .name = "avx2",
    SB_VECTOR_KERNELS,
    .crc32c = crc32c,
    .scan_codes = sb_scan_codes_avx2,
    .scan_codes_basic = sb_scan_codes_avx2_basic,
    .sum_words = sb_sum_words_avx2,
};

#endif
