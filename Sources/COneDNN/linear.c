// SPDX-License-Identifier: MIT

#include <stdlib.h>
#include <string.h>

#include "internal.h"

struct sb_linear {
  sb_layer layer;  // first: the describe callback receives it
};

static sb_status describe_product(
    const sb_layer *layer, const sb_extent *extent, const_dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *descriptor) {
  const int64_t source_extent[2] = {extent->of[0], layer->dimensions[0]};
  const int64_t destination_extent[2] = {extent->of[0], layer->dimensions[1]};
  sb_layout source = NULL, destination = NULL;
  dnnl_status_t status = sb_layout_create(&source, 2, source_extent, sb_type_of(layer->source), dnnl_ab);
  if (status == dnnl_success)
    status = sb_layout_create(&destination, 2, destination_extent, sb_result_type(layer), dnnl_ab);
  if (status == dnnl_success)
    status = sb_describe_matrix_product(
        descriptor, sb_engine(), source, layer->any_weights, layer->bias_layout, destination, attributes);
  sb_layout_destroy(source);
  sb_layout_destroy(destination);
  return sb_status_from(status);
}

/// The same as a convolution over the pixels of a picture with one row.
static sb_status describe_convolution(
    const sb_layer *layer, const sb_extent *extent, const_dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *descriptor) {
  const int64_t source_extent[4] = {1, layer->dimensions[1], 1, extent->of[0]};
  const int64_t destination_extent[4] = {1, layer->dimensions[0], 1, extent->of[0]};
  return sb_layer_describe_convolution(layer, source_extent, destination_extent, 1, 0, attributes, descriptor);
}

sb_status sb_linear_create(
    const sb_linear_description *description, sb_context *context, int64_t rows, sb_linear **out) {
  *out = NULL;
  const int64_t inputs = description->inputs, outputs = description->outputs;
  if (inputs < 1 || outputs < 1 || rows < 1 || inputs > SB_MOST_WEIGHTS / outputs) return SB_FAILED;
  const bool is_output_major = description->order == SB_OUTPUT_MAJOR;
  sb_layer_description layer = {
      .describe = describe_product,
      .dimensions = {inputs, outputs},
      .dimension_count = 2,
      .plain_tag = is_output_major ? dnnl_ba : dnnl_ab,
      .inputs_per_output = inputs,
      .outputs = outputs,
      .is_output_major = is_output_major,
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
  if (sb_prefers_convolutions(description->source)) {
    const int64_t dimensions[4] = {outputs, inputs, 1, 1};
    layer.describe = describe_convolution;
    memcpy(layer.dimensions, dimensions, sizeof dimensions);
    layer.dimension_count = 4;
    layer.plain_tag = is_output_major ? dnnl_oihw : dnnl_iohw;
  }
  sb_linear *linear = calloc(1, sizeof *linear);
  if (linear == NULL) return SB_OUT_OF_MEMORY;
  const sb_extent first = {{rows, 0, 0}};
  sb_status status = sb_layer_init(&linear->layer, &layer, context, &first);
  if (status != SB_OK) {
    sb_linear_destroy(linear);
    return status;
  }
  *out = linear;
  return SB_OK;
}

void sb_linear_destroy(sb_linear *linear) {
  if (linear == NULL) return;
  sb_layer_destroy(&linear->layer);
  free(linear);
}

static sb_status execute(sb_linear *linear, sb_context *context, int64_t rows, const void *x, void *y) {
  if (rows == 0) return SB_OK;
  if (rows < 0) return SB_FAILED;
  const sb_extent extent = {{rows, 0, 0}};
  return sb_layer_execute(&linear->layer, context, &extent, x, y);
}

sb_status sb_linear_execute(sb_linear *linear, sb_context *context, int64_t rows, const void *x, void *y) {
  return linear->layer.source == SB_U8 ? SB_FAILED : execute(linear, context, rows, x, y);
}

sb_status sb_linear_multiply(sb_linear *linear, sb_context *context, int64_t rows, const void *x, int32_t *sums) {
  return linear->layer.source == SB_U8 ? execute(linear, context, rows, x, sums) : SB_FAILED;
}

sb_constants sb_linear_constants_of(const sb_linear *linear) { return sb_layer_constants(&linear->layer); }

size_t sb_linear_export_size(sb_linear *linear) { return sb_layer_export_size(&linear->layer); }

sb_status sb_linear_export(sb_linear *linear, void *bytes, size_t size) {
  return sb_layer_export(&linear->layer, bytes, size);
}
