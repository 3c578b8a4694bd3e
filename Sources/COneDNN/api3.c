// SPDX-License-Identifier: MIT
//
// The C API of oneDNN 3, where layouts are objects and a primitive is described in one step.

#include "api.h"

#if DNNL_VERSION_MAJOR == 3

#include <string.h>

dnnl_status_t sb_layout_create(
    sb_layout *layout, int dimension_count, const int64_t *dimensions, dnnl_data_type_t type, dnnl_format_tag_t tag) {
  *layout = NULL;
  return dnnl_memory_desc_create_with_tag(layout, dimension_count, dimensions, type, tag);
}

dnnl_status_t sb_layout_copy(sb_layout *copy, sb_const_layout layout) {
  *copy = NULL;
  return dnnl_memory_desc_clone(copy, layout);
}

void sb_layout_destroy(sb_layout layout) {
  if (layout != NULL) dnnl_memory_desc_destroy(layout);
}

static bool query(sb_const_layout layout, dnnl_query_t what, int count, int64_t *into) {
  const dnnl_dims_t *values = NULL;
  if (dnnl_memory_desc_query(layout, what, &values) != dnnl_success || values == NULL) return false;
  memcpy(into, *values, (size_t)count * sizeof *into);
  return true;
}

void sb_layout_sign(sb_const_layout layout, sb_signature *signature) {
  memset(signature, 0, sizeof *signature);
  dnnl_format_kind_t kind = dnnl_format_kind_undef;
  dnnl_data_type_t type = dnnl_data_type_undef;
  dnnl_dim_t offset = 0;
  bool is_known = dnnl_memory_desc_query(layout, dnnl_query_format_kind, &kind) == dnnl_success &&
                  kind == dnnl_blocked &&
                  dnnl_memory_desc_query(layout, dnnl_query_submemory_offset_s64, &offset) == dnnl_success &&
                  offset == 0 && dnnl_memory_desc_query(layout, dnnl_query_data_type, &type) == dnnl_success &&
                  dnnl_memory_desc_query(layout, dnnl_query_ndims_s32, &signature->dimension_count) == dnnl_success &&
                  dnnl_memory_desc_query(layout, dnnl_query_inner_nblks_s32, &signature->block_count) == dnnl_success;
  if (!is_known || signature->dimension_count > DNNL_MAX_NDIMS || signature->block_count > DNNL_MAX_NDIMS) return;
  signature->type = type;
  signature->is_known = query(layout, dnnl_query_dims, signature->dimension_count, signature->dimensions) &&
                        query(layout, dnnl_query_padded_dims, signature->dimension_count, signature->padded) &&
                        query(layout, dnnl_query_strides, signature->dimension_count, signature->strides) &&
                        query(layout, dnnl_query_inner_blks, signature->block_count, signature->blocks) &&
                        query(layout, dnnl_query_inner_idxs, signature->block_count, signature->block_dimensions);
}

dnnl_status_t sb_describe_matrix_product(
    dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine, sb_const_layout source, sb_const_layout weights,
    sb_const_layout bias, sb_const_layout destination, const_dnnl_primitive_attr_t attributes) {
  return dnnl_matmul_primitive_desc_create(descriptor, engine, source, weights, bias, destination, attributes);
}

dnnl_status_t sb_describe_convolution(
    dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine, sb_const_layout source, sb_const_layout weights,
    sb_const_layout bias, sb_const_layout destination, int64_t stride, int64_t padding,
    const_dnnl_primitive_attr_t attributes) {
  dnnl_dims_t strides = {stride, stride}, dilation = {0, 0}, edges = {padding, padding};
  return dnnl_convolution_forward_primitive_desc_create(
      descriptor, engine, dnnl_forward_inference, dnnl_convolution_direct, source, weights, bias, destination, strides,
      dilation, edges, edges, attributes);
}

dnnl_status_t sb_append_sum(dnnl_post_ops_t operations) {
  return dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef);
}

dnnl_status_t sb_append_eltwise(dnnl_post_ops_t operations, dnnl_alg_kind_t kind, float alpha) {
  return dnnl_post_ops_append_eltwise(operations, kind, alpha, 0);
}

#endif
