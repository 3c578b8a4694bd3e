// SPDX-License-Identifier: MIT

#include <stdlib.h>

#include "internal.h"

struct sb_linear {
  sb_layer layer;  // first: the describe callback receives the whole
  int64_t inputs, outputs;
  dnnl_memory_desc_t any_weights;
};

static dnnl_status_t describe(
    const void *owner, const int64_t extent[3], const dnnl_memory_desc_t *weights, const_dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *descriptor) {
  const sb_linear *linear = owner;
  dnnl_dims_t source_extent = {extent[0], linear->inputs};
  dnnl_dims_t destination_extent = {extent[0], linear->outputs};
  dnnl_dims_t bias_extent = {1, linear->outputs};
  dnnl_memory_desc_t source, destination, bias;
  dnnl_matmul_desc_t operation;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(&source, 2, source_extent, dnnl_f32, dnnl_ab);
  if (status == dnnl_success)
    status = dnnl_memory_desc_init_by_tag(&destination, 2, destination_extent, dnnl_f32, dnnl_ab);
  if (status == dnnl_success) status = dnnl_memory_desc_init_by_tag(&bias, 2, bias_extent, dnnl_f32, dnnl_ab);
  if (status == dnnl_success)
    status = dnnl_matmul_desc_init(
        &operation, &source, weights, linear->layer.bias != NULL ? &bias : NULL, &destination);
  if (status == dnnl_success)
    status = dnnl_primitive_desc_create(descriptor, &operation, attributes, sb_engine(), NULL);
  return status;
}

sb_status sb_linear_create(
    const sb_linear_description *description, sb_context *context, int64_t rows, sb_linear **out) {
  *out = NULL;
  if (description->inputs < 1 || description->outputs < 1 || rows < 1) return SB_FAILED;
  sb_linear *linear = calloc(1, sizeof *linear);
  if (linear == NULL) return SB_OUT_OF_MEMORY;
  linear->inputs = description->inputs;
  linear->outputs = description->outputs;
  dnnl_dims_t extent = {description->inputs, description->outputs};
  dnnl_memory_desc_t plain;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(
      &plain, 2, extent, dnnl_f32, description->order == SB_OUTPUT_MAJOR ? dnnl_ba : dnnl_ab);
  if (status == dnnl_success)
    status = dnnl_memory_desc_init_by_tag(&linear->any_weights, 2, extent, dnnl_f32, dnnl_format_tag_any);
  if (status != dnnl_success) {
    free(linear);
    return sb_status_from(status);
  }
  sb_layer_description layer = {
      .owner = linear,
      .describe = describe,
      .plain_weights = &plain,
      .any_weights = &linear->any_weights,
      .weights = description->weights,
      .bias = description->bias,
      .outputs = description->outputs,
      .activation = description->activation,
      .accumulates = description->accumulates,
  };
  int64_t first[3] = {rows, 0, 0};
  sb_status result = sb_layer_init(&linear->layer, &layer, context, first);
  if (result != SB_OK) {
    sb_linear_destroy(linear);
    return result;
  }
  *out = linear;
  return SB_OK;
}

void sb_linear_destroy(sb_linear *linear) {
  if (linear == NULL) return;
  sb_layer_destroy(&linear->layer);
  free(linear);
}

sb_status sb_linear_execute(sb_linear *linear, sb_context *context, int64_t rows, const float *x, float *y) {
  if (rows == 0) return SB_OK;
  int64_t extent[3] = {rows, 0, 0};
  return sb_layer_execute(&linear->layer, linear, describe, &linear->any_weights, context, extent, x, y);
}
