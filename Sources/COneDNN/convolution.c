// SPDX-License-Identifier: MIT

#include <stdlib.h>

#include "internal.h"

struct sb_convolution {
  sb_layer layer;  // first: the describe callback receives it
  int64_t inputs, outputs, kernel, stride, padding;
};

static int64_t output_side(const sb_convolution *convolution, int64_t side) {
  return (side + 2 * convolution->padding - convolution->kernel) / convolution->stride + 1;
}

static sb_status describe(
    const sb_layer *layer, const sb_extent *extent, const_dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *descriptor) {
  const sb_convolution *convolution = (const sb_convolution *)layer;
  const int64_t batch = extent->of[0], height = extent->of[1], width = extent->of[2];
  const int64_t source_extent[4] = {batch, convolution->inputs, height, width};
  const int64_t destination_extent[4] = {
      batch, convolution->outputs, output_side(convolution, height), output_side(convolution, width)};
  return sb_layer_describe_convolution(
      layer, source_extent, destination_extent, convolution->stride, convolution->padding, attributes, descriptor);
}

static bool fits(const sb_convolution *convolution, int64_t batch, int64_t height, int64_t width) {
  const int64_t most = 1 << 20;
  return batch > 0 && height > 0 && width > 0 && batch <= most && height <= most && width <= most &&
         height + 2 * convolution->padding >= convolution->kernel &&
         width + 2 * convolution->padding >= convolution->kernel;
}

sb_status sb_convolution_create(
    const sb_convolution_description *description, sb_context *context, int64_t batch, int64_t height, int64_t width,
    sb_convolution **out) {
  *out = NULL;
  const int64_t inputs = description->inputs, outputs = description->outputs, kernel = description->kernel;
  const int64_t most_channels = 1 << 20, most_kernel = 1 << 10;
  if (inputs < 1 || outputs < 1 || kernel < 1 || description->stride < 1 || description->padding < 0 ||
      inputs > most_channels || outputs > most_channels || kernel > most_kernel ||
      description->stride > most_kernel || description->padding > most_kernel ||
      inputs * outputs > SB_MOST_WEIGHTS / (kernel * kernel))
    return SB_FAILED;
  const sb_layer_description layer = {
      .describe = describe,
      .dimensions = {outputs, inputs, kernel, kernel},
      .dimension_count = 4,
      .plain_tag = dnnl_oihw,
      .inputs_per_output = inputs * kernel * kernel,
      .outputs = outputs,
      .is_output_major = true,
      .weights = description->weights,
      .weight_element = description->weight_element,
      .weight_scales = description->weight_scales,
      .bias = description->bias,
      .activation = description->activation,
      .accumulates = description->accumulates,
      .source = description->source,
      .destination = description->destination,
      .packed = description->packed,
      .packed_size = description->packed_size,
  };
  sb_convolution *convolution = calloc(1, sizeof *convolution);
  if (convolution == NULL) return SB_OUT_OF_MEMORY;
  convolution->inputs = inputs;
  convolution->outputs = outputs;
  convolution->kernel = kernel;
  convolution->stride = description->stride;
  convolution->padding = description->padding;
  const sb_extent first = {{batch, height, width}};
  sb_status status = SB_FAILED;
  if (fits(convolution, batch, height, width)) status = sb_layer_init(&convolution->layer, &layer, context, &first);
  if (status != SB_OK) {
    sb_convolution_destroy(convolution);
    return status;
  }
  *out = convolution;
  return SB_OK;
}

void sb_convolution_destroy(sb_convolution *convolution) {
  if (convolution == NULL) return;
  sb_layer_destroy(&convolution->layer);
  free(convolution);
}

static sb_status execute(
    sb_convolution *convolution, sb_context *context, int64_t batch, int64_t height, int64_t width, const void *x,
    void *y) {
  if (batch == 0) return SB_OK;
  if (!fits(convolution, batch, height, width)) return SB_FAILED;
  const sb_extent extent = {{batch, height, width}};
  return sb_layer_execute(&convolution->layer, context, &extent, x, y);
}

sb_status sb_convolution_execute(
    sb_convolution *convolution, sb_context *context, int64_t batch, int64_t height, int64_t width, const void *x,
    void *y) {
  if (convolution->layer.source == SB_U8) return SB_FAILED;
  return execute(convolution, context, batch, height, width, x, y);
}

sb_status sb_convolution_multiply(
    sb_convolution *convolution, sb_context *context, int64_t batch, int64_t height, int64_t width, const void *x,
    int32_t *sums) {
  if (convolution->layer.source != SB_U8) return SB_FAILED;
  return execute(convolution, context, batch, height, width, x, sums);
}

sb_constants sb_convolution_constants_of(const sb_convolution *convolution) {
  return sb_layer_constants(&convolution->layer);
}

size_t sb_convolution_export_size(sb_convolution *convolution) { return sb_layer_export_size(&convolution->layer); }

sb_status sb_convolution_export(sb_convolution *convolution, void *bytes, size_t size) {
  return sb_layer_export(&convolution->layer, bytes, size);
}
