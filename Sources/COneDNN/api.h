// SPDX-License-Identifier: MIT
//
// Where the C APIs of oneDNN 2 and 3 differ: how a layout is held, and how operations and attributes are described.

#ifndef SHOEBOX_COneDNN_API_H
#define SHOEBOX_COneDNN_API_H

#include <dnnl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if DNNL_VERSION_MAJOR == 2
typedef dnnl_memory_desc_t *sb_layout;
typedef const dnnl_memory_desc_t *sb_const_layout;
#elif DNNL_VERSION_MAJOR == 3
typedef dnnl_memory_desc_t sb_layout;
typedef const_dnnl_memory_desc_t sb_const_layout;
#else
#error "This door knows the C APIs of oneDNN 2 (2.6 or later) and 3."
#endif

/// Makes a layout; `sb_layout_destroy` it.
dnnl_status_t sb_layout_create(
    sb_layout *layout, int dimension_count, const int64_t *dimensions, dnnl_data_type_t type, dnnl_format_tag_t tag);
dnnl_status_t sb_layout_copy(sb_layout *copy, sb_const_layout layout);
void sb_layout_destroy(sb_layout layout);

/// What two layouts have in common exactly if they place the same numbers at the same bytes.
typedef struct sb_signature {
  int32_t is_known;  // 0 for a layout that only the library understands
  int32_t type, dimension_count, block_count;
  int64_t dimensions[12], padded[12], strides[12], blocks[12], block_dimensions[12];
} sb_signature;

void sb_layout_sign(sb_const_layout layout, sb_signature *signature);

/// y = x W + b.
dnnl_status_t sb_describe_matrix_product(
    dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine, sb_const_layout source, sb_const_layout weights,
    sb_const_layout bias, sb_const_layout destination, const_dnnl_primitive_attr_t attributes);

/// A convolution for inference with the same stride and padding on both sides.
dnnl_status_t sb_describe_convolution(
    dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine, sb_const_layout source, sb_const_layout weights,
    sb_const_layout bias, sb_const_layout destination, int64_t stride, int64_t padding,
    const_dnnl_primitive_attr_t attributes);

dnnl_status_t sb_append_sum(dnnl_post_ops_t operations);
dnnl_status_t sb_append_eltwise(dnnl_post_ops_t operations, dnnl_alg_kind_t kind, float alpha);

#endif
