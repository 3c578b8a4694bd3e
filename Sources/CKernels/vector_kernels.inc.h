// SPDX-License-Identifier: MIT
//
// All vector kernels, once per instruction set. Before it includes this file, a set defines
//   SB_LANES          floats in a vector: 4, 8 or 16
//   SB_BLOCK_ROWS     the block of sums that a matrix product keeps in registers: ROWS x VECTORS of them, and
//   SB_BLOCK_VECTORS    VECTORS + 1 registers for its operands
// and pushes the target attribute its functions need. SB_VECTOR_KERNELS then names them for the set's table.

#if SB_LANES != 4 && SB_LANES != 8 && SB_LANES != 16
#error "SB_LANES must be 4, 8 or 16"
#endif
#if 2 * SB_BLOCK_ROWS > SB_ATTENTION_QUERIES || SB_LANES > SB_ATTENTION_ALIGNMENT
#error "attention.h makes too little room for these blocks"
#endif

#include "vector_types.inc.h"

#include "vector_sums.inc.h"
#include "vector_transformer.inc.h"
#include "vector_rows.inc.h"
#include "vector_finish.inc.h"
#include "vector_pictures.inc.h"
#include "vector_resample.inc.h"
#include "vector_conversions.inc.h"
#include "vector_attention.inc.h"

#define SB_VECTOR_KERNELS                                                                                        \
  .dot_f32 = dot_f32, .add_f32 = add_f32, .scan_f32 = scan_f32, .normalize_l2_f32 = normalize_l2_f32,            \
  .layer_norm_f32 = layer_norm_f32, .layer_norm_bf16 = layer_norm_bf16, .layer_norm_u8 = layer_norm_u8,          \
  .quantize_f32 = quantize_f32, .quantize_bf16 = quantize_bf16, .finish_f32 = finish_f32,                        \
  .finish_bf16 = finish_bf16, .finish_u8 = finish_u8, .softmax_f32 = softmax_f32, .attention = attention,        \
  .mean_rows_f32 = mean_rows_f32, .normalize_rgb8_f32 = normalize_rgb8_f32,                                      \
  .average_pool_f32 = average_pool_f32, .average_pool_bf16 = average_pool_bf16,                                  \
  .resample_horizontal = resample_horizontal, .resample_vertical = resample_vertical, .u8_to_f32 = u8_to_f32,    \
  .u8_to_bf16 = u8_to_bf16, .f16_to_f32 = f16_to_f32, .bf16_to_f32 = bf16_to_f32, .f32_to_f16 = f32_to_f16,      \
  .f32_to_bf16 = f32_to_bf16
