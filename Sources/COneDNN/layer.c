// SPDX-License-Identifier: MIT
//
// A layer's life: its weights packed or imported, its operation executed, everything given back.

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static atomic_uint_fast64_t next_id = 1;

static bool is_valid(const sb_layer_description *description) {
  const bool has_scales = description->weight_scales != NULL;
  if (description->source == SB_S8) return false;
  if (description->destination != SB_F32 && description->destination != SB_BF16) return false;
  if (description->packed != NULL) return true;
  if (description->weights == NULL || description->weight_element == SB_U8) return false;
  return description->weight_element != SB_S8 || (has_scales && description->source == SB_U8);
}

/// Describes the plain weights in the element that the layer computes in, or that oneDNN converts from.
static sb_status take_weights(
    sb_layer *layer, const sb_layer_description *description, sb_quantized_weights *quantized) {
  const void *weights = description->weights;
  dnnl_data_type_t type = sb_type_of(description->weight_element);
  if (layer->source == SB_U8) {
    sb_status status = sb_weights_quantize(
        weights, description->weight_element, description->weight_scales, description->outputs,
        description->inputs_per_output, description->is_output_major, quantized);
    if (status != SB_OK) return status;
    weights = quantized->weights;
    type = dnnl_s8;
    layer->owned_scales = quantized->scales;
    layer->owned_sums = quantized->sums;
    layer->weight_scales = layer->owned_scales;
    layer->weight_sums = layer->owned_sums;
    quantized->scales = NULL;
    quantized->sums = NULL;
  }
  sb_status status = sb_status_from(sb_layout_create(
      &layer->plain_layout, layer->dimension_count, layer->dimensions, type, description->plain_tag));
  if (status != SB_OK) return status;
  return sb_status_from(dnnl_memory_create(&layer->plain, layer->plain_layout, sb_engine(), (void *)weights));
}

static sb_status copy_bias(sb_layer *layer, const float *bias) {
  const size_t size = (size_t)layer->outputs * sizeof(float);
  layer->owned_bias = malloc(size);
  if (layer->owned_bias == NULL) return SB_OUT_OF_MEMORY;
  memcpy(layer->owned_bias, bias, size);
  layer->bias = layer->owned_bias;
  return SB_OK;
}

static sb_status make_bias_memory(sb_layer *layer) {
  // A matrix product takes a row, a convolution a vector.
  const int64_t row[2] = {1, layer->outputs};
  const bool is_matrix = layer->dimension_count == 2;
  sb_status status = sb_status_from(sb_layout_create(
      &layer->bias_layout, is_matrix ? 2 : 1, is_matrix ? row : row + 1, dnnl_f32, is_matrix ? dnnl_ab : dnnl_a));
  if (status != SB_OK) return status;
  return sb_status_from(
      dnnl_memory_create(&layer->bias_memory, layer->bias_layout, sb_engine(), (void *)layer->bias));
}

sb_status sb_layer_init(
    sb_layer *layer, const sb_layer_description *description, sb_context *context, const sb_extent *extent) {
  if (sb_engine() == NULL || !is_valid(description)) return SB_FAILED;
  if (pthread_rwlock_init(&layer->lock, NULL) != 0) return SB_OUT_OF_MEMORY;
  layer->has_lock = true;
  if (description->source == SB_U8 && !sb_supports(SB_U8)) return SB_UNSUPPORTED;
  sb_context_enter(context);
  layer->id = atomic_fetch_add(&next_id, 1);
  layer->describe = description->describe;
  memcpy(layer->dimensions, description->dimensions, sizeof layer->dimensions);
  layer->dimension_count = description->dimension_count;
  layer->outputs = description->outputs;
  layer->source = description->source;
  layer->destination = layer->source == SB_U8 ? SB_F32 : description->destination;
  if (layer->source != SB_U8) {  // sums know nothing of these
    layer->activation = description->activation;
    layer->accumulates = description->accumulates;
  }
  const dnnl_data_type_t computed = layer->source == SB_U8 ? dnnl_s8 : sb_type_of(layer->source);
  sb_quantized_weights quantized = {0};
  sb_status status = sb_status_from(sb_layout_create(
      &layer->any_weights, layer->dimension_count, layer->dimensions, computed, dnnl_format_tag_any));
  if (status == SB_OK && description->packed != NULL) {
    status = sb_layer_import(layer, description->packed, description->packed_size);
  } else if (status == SB_OK) {
    status = take_weights(layer, description, &quantized);
    if (status == SB_OK && description->bias != NULL) status = copy_bias(layer, description->bias);
  }
  if (status == SB_OK && layer->bias != NULL && layer->source != SB_U8) status = make_bias_memory(layer);
  const sb_plan *plan = NULL;
  if (status == SB_OK) status = sb_plan_make(layer, extent, context->threads, &plan);
  if (layer->plain != NULL) dnnl_memory_destroy(layer->plain);
  sb_layout_destroy(layer->plain_layout);
  layer->plain = NULL;
  layer->plain_layout = NULL;
  sb_weights_free(&quantized);
  return status;
}

void sb_layer_destroy(sb_layer *layer) {
  for (sb_plan *plan = layer->plans, *next; plan != NULL; plan = next) {
    next = plan->next;
    sb_plan_destroy(plan);
  }
  for (sb_packed *packed = layer->packed, *next; packed != NULL; packed = next) {
    next = packed->next;
    sb_packed_destroy(packed);
  }
  if (layer->bias_memory != NULL) dnnl_memory_destroy(layer->bias_memory);
  sb_layout_destroy(layer->bias_layout);
  sb_layout_destroy(layer->any_weights);
  free(layer->owned_bias);
  free(layer->owned_scales);
  free(layer->owned_sums);
  if (layer->has_lock) pthread_rwlock_destroy(&layer->lock);
}

// --- execution ---------------------------------------------------------------------------------------------------

static dnnl_status_t describe_argument(dnnl_memory_t *memory, const sb_plan *plan, dnnl_query_t what) {
  return dnnl_memory_create(
      memory, dnnl_primitive_desc_query_md(plan->descriptor, what, 0), sb_engine(), DNNL_MEMORY_NONE);
}

static sb_status bind(sb_layer *layer, sb_context *context, const sb_extent *extent, sb_binding **out) {
  const sb_plan *plan = NULL;
  sb_status status = sb_plan_find(layer, extent, context->threads, &plan);
  if (status != SB_OK) return status;
  sb_binding *binding = calloc(1, sizeof *binding);
  if (binding == NULL) return SB_OUT_OF_MEMORY;
  binding->layer = layer->id;
  binding->extent = *extent;
  binding->plan = plan;
  dnnl_status_t created = describe_argument(&binding->source, plan, dnnl_query_src_md);
  if (created == dnnl_success) created = describe_argument(&binding->destination, plan, dnnl_query_dst_md);
  if (created == dnnl_success) created = describe_argument(&binding->scratch, plan, dnnl_query_scratchpad_md);
  if (created != dnnl_success) {
    sb_binding_destroy(binding);
    return sb_status_from(created);
  }
  binding->scratch_size =
      dnnl_memory_desc_get_size(dnnl_primitive_desc_query_md(plan->descriptor, dnnl_query_scratchpad_md, 0));
  const dnnl_exec_arg_t arguments[] = {
      {DNNL_ARG_SRC, binding->source},         {DNNL_ARG_WEIGHTS, plan->weights}, {DNNL_ARG_DST, binding->destination},
      {DNNL_ARG_SCRATCHPAD, binding->scratch}, {DNNL_ARG_BIAS, layer->bias_memory},
  };
  memcpy(binding->arguments, arguments, sizeof arguments);
  binding->argument_count = layer->bias_memory != NULL ? 5 : 4;
  sb_context_keep(context, binding);
  *out = binding;
  return SB_OK;
}

/// Points a memory object at bytes, unless it already holds them.
static dnnl_status_t point(dnnl_memory_t memory, const void **held, const void *bytes) {
  if (*held == bytes) return dnnl_success;
  dnnl_status_t status = dnnl_memory_set_data_handle(memory, (void *)bytes);
  if (status == dnnl_success) *held = bytes;
  return status;
}

sb_status sb_layer_execute(sb_layer *layer, sb_context *context, const sb_extent *extent, const void *x, void *y) {
  // First: a primitive is built for the thread count of the thread that makes it.
  sb_context_enter(context);
  sb_binding *binding = sb_context_find(context, layer->id, extent);
  if (binding == NULL) {
    sb_status status = bind(layer, context, extent, &binding);
    if (status != SB_OK) return status;
  }
  const void *scratch = sb_context_scratch(context, binding->scratch_size);
  if (scratch == NULL) return SB_OUT_OF_MEMORY;
  dnnl_status_t status = point(binding->source, &binding->x, x);
  if (status == dnnl_success) status = point(binding->destination, &binding->y, y);
  if (status == dnnl_success) status = point(binding->scratch, &binding->scratch_bytes, scratch);
  if (status == dnnl_success)
    status = dnnl_primitive_execute(
        binding->plan->primitive, context->stream, binding->argument_count, binding->arguments);
  if (status == dnnl_success) status = dnnl_stream_wait(context->stream);
  return sb_status_from(status);
}

sb_constants sb_layer_constants(const sb_layer *layer) {
  return (sb_constants){layer->weight_scales, layer->weight_sums, layer->bias};
}
