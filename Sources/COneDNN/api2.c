// SPDX-License-Identifier: MIT
//
// The C API of oneDNN 2, where a layout is a structure and an operation has a descriptor of its own.

#include "api.h"

#if DNNL_VERSION_MAJOR == 2

#include <stdlib.h>
#include <string.h>

dnnl_status_t sb_layout_create(
    sb_layout *layout, int dimension_count, const int64_t *dimensions, dnnl_data_type_t type, dnnl_format_tag_t tag) {
  *layout = calloc(1, sizeof **layout);
  if (*layout == NULL) return dnnl_out_of_memory;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(*layout, dimension_count, dimensions, type, tag);
  if (status != dnnl_success) {
    free(*layout);
    *layout = NULL;
  }
  return status;
}

dnnl_status_t sb_layout_copy(sb_layout *copy, sb_const_layout layout) {
  *copy = malloc(sizeof **copy);
  if (*copy == NULL) return dnnl_out_of_memory;
  **copy = *layout;
  return dnnl_success;
}

void sb_layout_destroy(sb_layout layout) { free(layout); }

void sb_layout_sign(sb_const_layout layout, sb_signature *signature) {
  memset(signature, 0, sizeof *signature);
  if (layout->format_kind != dnnl_blocked || layout->extra.flags != 0 || layout->offset0 != 0) return;
  const dnnl_blocking_desc_t *blocking = &layout->format_desc.blocking;
  signature->is_known = 1;
  signature->type = layout->data_type;
  signature->dimension_count = layout->ndims;
  signature->block_count = blocking->inner_nblks;
  for (int i = 0; i < layout->ndims; i++) {
    signature->dimensions[i] = layout->dims[i];
    signature->padded[i] = layout->padded_dims[i];
    signature->strides[i] = blocking->strides[i];
  }
  for (int i = 0; i < blocking->inner_nblks; i++) {
    signature->blocks[i] = blocking->inner_blks[i];
    signature->block_dimensions[i] = blocking->inner_idxs[i];
  }
}

dnnl_status_t sb_describe_matrix_product(
    dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine, sb_const_layout source, sb_const_layout weights,
    sb_const_layout bias, sb_const_layout destination, const_dnnl_primitive_attr_t attributes) {
  dnnl_matmul_desc_t operation;
  dnnl_status_t status = dnnl_matmul_desc_init(&operation, source, weights, bias, destination);
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
}

dnnl_status_t sb_describe_convolution(
    dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine, sb_const_layout source, sb_const_layout weights,
    sb_const_layout bias, sb_const_layout destination, int64_t stride, int64_t padding,
    const_dnnl_primitive_attr_t attributes) {
  dnnl_dims_t strides = {stride, stride}, dilation = {0, 0}, edges = {padding, padding};
  dnnl_convolution_desc_t operation;
  dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
      &operation, dnnl_forward_inference, dnnl_convolution_direct, source, weights, bias, destination, strides,
      dilation, edges, edges);
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
}

dnnl_status_t sb_append_sum(dnnl_post_ops_t operations) { return dnnl_post_ops_append_sum(operations, 1); }

dnnl_status_t sb_append_eltwise(dnnl_post_ops_t operations, dnnl_alg_kind_t kind, float alpha) {
  return dnnl_post_ops_append_eltwise(operations, 1, kind, alpha, 0);
}

#endif
