// SPDX-License-Identifier: MIT
//
// AVX-512 F, BW, DQ and VL: 32 registers of 16 floats. Intel from Skylake-SP (2017), AMD from Zen 4 (2022).

#if defined(__x86_64__)

#include "attention.h"
#include "codes.h"
#include "kernels.h"
#include "quantization.h"

#include <math.h>
#include <nmmintrin.h>
#include <wmmintrin.h>

#define SB_LANES 16
#define SB_BLOCK_ROWS 6
#define SB_BLOCK_VECTORS 4

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c,crc32,pclmul"))), apply_to = function)
#include "vector_kernels.inc.h"
#include "x86_crc32c.inc.h"
#pragma clang attribute pop

const sb_kernels sb_kernels_avx512 = {
    .name = "avx512",
    SB_VECTOR_KERNELS,
    .crc32c = crc32c,
    .scan_codes = sb_scan_codes_avx512,
    .scan_codes_basic = sb_scan_codes_avx512_basic,
    .sum_words = sb_sum_words_avx512,
};

#endif
