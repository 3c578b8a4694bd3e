// SPDX-License-Identifier: MIT
//
// NEON, part of every 64-bit ARM processor: 32 registers of 4 floats.

#if defined(__aarch64__)

#include "attention.h"
#include "codes.h"
#include "kernels.h"
#include "quantization.h"

#include <arm_acle.h>
#include <math.h>

#if defined(__linux__)
#include <sys/auxv.h>
#endif

#define SB_LANES 4
#define SB_BLOCK_ROWS 6
#define SB_BLOCK_VECTORS 4

#include "vector_kernels.inc.h"

/// The CRC instructions came with ARMv8.1; a few older processors lack them.
static bool has_crc32(void) {
#if defined(__ARM_FEATURE_CRC32)
  return true;
#elif defined(__linux__)
  return (getauxval(AT_HWCAP) & 1 << 7) != 0;  // HWCAP_CRC32
#else
  return false;
#endif
}

__attribute__((target("crc"))) static uint32_t crc32c_instructions(uint32_t crc, const uint8_t *p, size_t size) {
  crc = ~crc;
  for (; size >= 8; size -= 8, p += 8) {
    uint64_t word;
    __builtin_memcpy(&word, p, sizeof word);
    crc = __crc32cd(crc, word);
  }
  for (; size > 0; size--) crc = __crc32cb(crc, *p++);
  return ~crc;
}

static uint32_t crc32c(uint32_t crc, const void *bytes, size_t size) {
  return has_crc32() ? crc32c_instructions(crc, bytes, size) : sb_kernels_scalar.crc32c(crc, bytes, size);
}

const sb_kernels sb_kernels_neon = {
    .name = "neon",
    SB_VECTOR_KERNELS,
    .crc32c = crc32c,
    .scan_codes = sb_scan_codes_neon,
    .scan_codes_basic = sb_scan_codes_neon_basic,
    .sum_words = sb_sum_words_neon,
};

#endif
