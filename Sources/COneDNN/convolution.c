// SPDX-License-Identifier: MIT

#include <stdlib.h>

#include "internal.h"

struct sb_convolution {
  sb_layer layer;
  int64_t inputs, outputs, kernel, stride, padding;
  dnnl_memory_desc_t any_weights;
};

static int64_t output_side(const sb_convolution *convolution, int64_t side) {
  return (side + 2 * convolution->padding - convolution->kernel) / convolution->stride + 1;
}

static dnnl_status_t describe(
    const void *owner, const int64_t extent[3], const dnnl_memory_desc_t *weights, const_dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *descriptor) {
  const sb_convolution *convolution = owner;
  dnnl_dims_t source_extent = {extent[0], convolution->inputs, extent[1], extent[2]};
  dnnl_dims_t destination_extent = {
      extent[0], convolution->outputs, output_side(convolution, extent[1]), output_side(convolution, extent[2])};
  dnnl_dims_t bias_extent = {convolution->outputs};
  dnnl_dims_t strides = {convolution->stride, convolution->stride};
  dnnl_dims_t dilation = {0, 0};
  dnnl_dims_t padding = {convolution->padding, convolution->padding};
  dnnl_memory_desc_t source, destination, bias;
  dnnl_convolution_desc_t operation;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(&source, 4, source_extent, dnnl_f32, dnnl_nhwc);
  if (status == dnnl_success)
    status = dnnl_memory_desc_init_by_tag(&destination, 4, destination_extent, dnnl_f32, dnnl_nhwc);
  if (status == dnnl_success) status = dnnl_memory_desc_init_by_tag(&bias, 1, bias_extent, dnnl_f32, dnnl_a);
  if (status == dnnl_success)
    status = dnnl_dilated_convolution_forward_desc_init(
        &operation, dnnl_forward_inference, dnnl_convolution_direct, &source, weights,
        convolution->layer.bias != NULL ? &bias : NULL, &destination, strides, dilation, padding, padding);
  if (status == dnnl_success)
    status = dnnl_primitive_desc_create(descriptor, &operation, attributes, sb_engine(), NULL);
  return status;
}

sb_status sb_convolution_create(
    const sb_convolution_description *description, sb_context *context, int64_t batch, int64_t height, int64_t width,
    sb_convolution **out) {
  *out = NULL;
  if (description->inputs < 1 || description->outputs < 1 || description->kernel < 1 || description->stride < 1 ||
      description->padding < 0 || batch < 1 || height + 2 * description->padding < description->kernel ||
      width + 2 * description->padding < description->kernel)
    return SB_FAILED;
  sb_convolution *convolution = calloc(1, sizeof *convolution);
  if (convolution == NULL) return SB_OUT_OF_MEMORY;
  convolution->inputs = description->inputs;
  convolution->outputs = description->outputs;
  convolution->kernel = description->kernel;
  convolution->stride = description->stride;
  convolution->padding = description->padding;
  dnnl_dims_t extent = {description->outputs, description->inputs, description->kernel, description->kernel};
  dnnl_memory_desc_t plain;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(&plain, 4, extent, dnnl_f32, dnnl_oihw);
  if (status == dnnl_success)
    status = dnnl_memory_desc_init_by_tag(&convolution->any_weights, 4, extent, dnnl_f32, dnnl_format_tag_any);
  if (status != dnnl_success) {
    free(convolution);
    return sb_status_from(status);
  }
  sb_layer_description layer = {
      .owner = convolution,
      .describe = describe,
      .plain_weights = &plain,
      .any_weights = &convolution->any_weights,
      .weights = description->weights,
      .bias = description->bias,
      .outputs = description->outputs,
      .activation = description->activation,
      .accumulates = description->accumulates,
  };
  int64_t first[3] = {batch, height, width};
  sb_status result = sb_layer_init(&convolution->layer, &layer, context, first);
  if (result != SB_OK) {
    sb_convolution_destroy(convolution);
    return result;
  }
  *out = convolution;
  return SB_OK;
}

void sb_convolution_destroy(sb_convolution *convolution) {
  if (convolution == NULL) return;
  sb_layer_destroy(&convolution->layer);
  free(convolution);
}

sb_status sb_convolution_execute(
    sb_convolution *convolution, sb_context *context, int64_t batch, int64_t height, int64_t width, const float *x,
    float *y) {
  if (batch == 0) return SB_OK;
  if (height + 2 * convolution->padding < convolution->kernel ||
      width + 2 * convolution->padding < convolution->kernel)
    return SB_FAILED;
  int64_t extent[3] = {batch, height, width};
  return sb_layer_execute(
      &convolution->layer, convolution, describe, &convolution->any_weights, context, extent, x, y);
}
