// SPDX-License-Identifier: MIT
//
// Facts about the library that runs, and what it can do on this processor.

#include <stdio.h>
#include <string.h>

#include "internal.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static dnnl_engine_t engine;
static char version[32], identity[64];
static bool has_fast_bf16, has_exact_int8;
static bool prefers_convolutions[SB_U8 + 1];

static const char *name_of(dnnl_cpu_isa_t isa) {
  switch ((int)isa) {
    case dnnl_cpu_isa_sse41: return "sse41";
    case dnnl_cpu_isa_avx: return "avx";
    case dnnl_cpu_isa_avx2: return "avx2";
    case dnnl_cpu_isa_avx2_vnni: return "avx2_vnni";
    case dnnl_cpu_isa_avx512_core: return "avx512_core";
    case dnnl_cpu_isa_avx512_core_vnni: return "avx512_core_vnni";
    case dnnl_cpu_isa_avx512_core_bf16: return "avx512_core_bf16";
    case dnnl_cpu_isa_avx512_core_amx: return "avx512_core_amx";
    default: return NULL;
  }
}

typedef enum product_kind {
  PRODUCT_REFERENCE,  // or none
  PRODUCT_PLAIN,      // over weights as they lie, copied in every call
  PRODUCT_PACKED,     // over blocks of packed weights ("brgemm")
} product_kind;

/// How a matrix product of these elements is computed.
static product_kind kind_of(dnnl_data_type_t source, dnnl_data_type_t weights, dnnl_data_type_t destination) {
  enum { side = 128 };
  const int64_t extent[2] = {side, side};
  sb_layout x = NULL, w = NULL, y = NULL;
  dnnl_primitive_desc_t descriptor = NULL;
  const char *name = NULL;
  dnnl_status_t status = sb_layout_create(&x, 2, extent, source, dnnl_ab);
  if (status == dnnl_success) status = sb_layout_create(&w, 2, extent, weights, dnnl_format_tag_any);
  if (status == dnnl_success) status = sb_layout_create(&y, 2, extent, destination, dnnl_ab);
  if (status == dnnl_success) status = sb_describe_matrix_product(&descriptor, engine, x, w, NULL, y, NULL);
  if (status == dnnl_success) status = dnnl_primitive_desc_query(descriptor, dnnl_query_impl_info_str, 0, &name);
  product_kind kind = PRODUCT_REFERENCE;
  if (status == dnnl_success && name != NULL && strncmp(name, "ref", 3) != 0)
    kind = strncmp(name, "brg", 3) == 0 ? PRODUCT_PACKED : PRODUCT_PLAIN;
  if (descriptor != NULL) dnnl_primitive_desc_destroy(descriptor);
  sb_layout_destroy(x);
  sb_layout_destroy(w);
  sb_layout_destroy(y);
  return kind;
}

static void start(void) {
  const dnnl_version_t *running = dnnl_version();
  snprintf(version, sizeof version, "%d.%d.%d", running->major, running->minor, running->patch);
  int isa = (int)dnnl_get_effective_cpu_isa();
  const char *name = name_of((dnnl_cpu_isa_t)isa);
  if (name != NULL)
    snprintf(identity, sizeof identity, "%s %s", version, name);
  else
    snprintf(identity, sizeof identity, "%s isa %x", version, (unsigned)isa);
  if (dnnl_engine_create(&engine, dnnl_cpu, 0) != dnnl_success) {
    engine = NULL;
    return;
  }
#if defined(__x86_64__) || defined(__i386__)
  // Instruction sets are sets of bits. Without VNNI, pairs of products of 8-bit numbers are added in 16 bits, which
  // saturates; bf16 without its instruction is f32 with conversions.
  const int avx2_vnni = dnnl_cpu_isa_avx2_vnni & ~dnnl_cpu_isa_avx2;
  const int vnni = dnnl_cpu_isa_avx512_core_vnni & ~dnnl_cpu_isa_avx512_core;
  const int bf16 = dnnl_cpu_isa_avx512_core_bf16 & ~dnnl_cpu_isa_avx512_core_vnni;
  has_exact_int8 = (isa & (avx2_vnni | vnni)) != 0;
  has_fast_bf16 = (isa & bf16) != 0;
  // Below AVX-512 the library multiplies matrices without packing; as convolutions over single pixels they are packed.
  prefers_convolutions[SB_F32] = kind_of(dnnl_f32, dnnl_f32, dnnl_f32) != PRODUCT_PACKED;
  prefers_convolutions[SB_U8] = kind_of(dnnl_u8, dnnl_s8, dnnl_s32) != PRODUCT_PACKED;
#endif
  has_exact_int8 = has_exact_int8 && kind_of(dnnl_u8, dnnl_s8, dnnl_s32) != PRODUCT_REFERENCE;
  has_fast_bf16 = has_fast_bf16 && kind_of(dnnl_bf16, dnnl_bf16, dnnl_f32) != PRODUCT_REFERENCE;
}

dnnl_engine_t sb_engine(void) {
  pthread_once(&once, start);
  return engine;
}

const char *sb_onednn_version(void) {
  pthread_once(&once, start);
  return version;
}

const char *sb_onednn_identity(void) {
  pthread_once(&once, start);
  return identity;
}

bool sb_supports(sb_element source) {
  pthread_once(&once, start);
  switch (source) {
    case SB_F32: return engine != NULL;
    case SB_BF16: return has_fast_bf16;
    case SB_U8: return has_exact_int8;
    case SB_S8: return false;
  }
  return false;
}

bool sb_prefers_convolutions(sb_element source) {
  pthread_once(&once, start);
  return source <= SB_U8 && prefers_convolutions[source];
}

sb_status sb_status_from(dnnl_status_t status) {
  switch (status) {
    case dnnl_success: return SB_OK;
    case dnnl_out_of_memory: return SB_OUT_OF_MEMORY;
    case dnnl_unimplemented: return SB_UNSUPPORTED;
    default: return SB_FAILED;
  }
}

dnnl_data_type_t sb_type_of(sb_element element) {
  switch (element) {
    case SB_F32: return dnnl_f32;
    case SB_BF16: return dnnl_bf16;
    case SB_S8: return dnnl_s8;
    case SB_U8: return dnnl_u8;
  }
  return dnnl_data_type_undef;
}
