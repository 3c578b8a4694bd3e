// SPDX-License-Identifier: MIT
//
// Plans and packed weights of one layer. A plan is found under a read lock; making one takes the write lock.

#include <stdlib.h>
#include <string.h>

#include "internal.h"

static const float swish_of_quick_gelu = 1.702f;

static dnnl_status_t append_activation(dnnl_post_ops_t operations, sb_activation activation) {
  switch (activation) {
    case SB_ACTIVATION_NONE: return dnnl_success;
    case SB_ACTIVATION_RELU: return dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, 0, 0);
    case SB_ACTIVATION_GELU: return dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_gelu_erf, 0, 0);
    case SB_ACTIVATION_QUICK_GELU:
      return dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_swish, swish_of_quick_gelu, 0);
  }
  return dnnl_invalid_arguments;
}

static dnnl_status_t make_attributes(const sb_layer *layer, dnnl_primitive_attr_t *attributes) {
  dnnl_post_ops_t operations = NULL;
  dnnl_status_t status = dnnl_primitive_attr_create(attributes);
  if (status != dnnl_success) return status;
  // Scratch belongs to the caller's context: that is what makes one primitive safe for many threads.
  status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
  if (status == dnnl_success) status = dnnl_post_ops_create(&operations);
  if (status == dnnl_success && layer->accumulates) status = dnnl_post_ops_append_sum(operations, 1);
  if (status == dnnl_success) status = append_activation(operations, layer->activation);
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*attributes, operations);
  if (operations != NULL) dnnl_post_ops_destroy(operations);
  if (status != dnnl_success) {
    dnnl_primitive_attr_destroy(*attributes);
    *attributes = NULL;
  }
  return status;
}

/// Prepends packed weights of the given layout, filled from `from`.
static dnnl_status_t pack(sb_layer *layer, const dnnl_memory_desc_t *layout, dnnl_memory_t from) {
  sb_packed *packed = calloc(1, sizeof *packed);
  if (packed == NULL) return dnnl_out_of_memory;
  dnnl_primitive_desc_t descriptor = NULL;
  dnnl_primitive_t reorder = NULL;
  dnnl_stream_t stream = NULL;
  dnnl_memory_desc_t source;
  const dnnl_memory_desc_t *described = NULL;
  packed->layout = *layout;
  dnnl_status_t status = dnnl_memory_create(&packed->memory, layout, sb_engine(), DNNL_MEMORY_ALLOCATE);
  if (status == dnnl_success) status = dnnl_memory_get_memory_desc(from, &described);
  if (status == dnnl_success) {
    source = *described;
    status = dnnl_reorder_primitive_desc_create(&descriptor, &source, sb_engine(), layout, sb_engine(), NULL);
  }
  if (status == dnnl_success) status = dnnl_primitive_create(&reorder, descriptor);
  if (status == dnnl_success) status = dnnl_stream_create(&stream, sb_engine(), dnnl_stream_default_flags);
  if (status == dnnl_success) {
    dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, packed->memory}};
    status = dnnl_primitive_execute(reorder, stream, 2, arguments);
    if (status == dnnl_success) status = dnnl_stream_wait(stream);
  }
  if (stream != NULL) dnnl_stream_destroy(stream);
  if (reorder != NULL) dnnl_primitive_destroy(reorder);
  if (descriptor != NULL) dnnl_primitive_desc_destroy(descriptor);
  if (status != dnnl_success) {
    if (packed->memory != NULL) dnnl_memory_destroy(packed->memory);
    free(packed);
    return status;
  }
  packed->next = layer->packed;
  layer->packed = packed;
  return dnnl_success;
}

void sb_layer_destroy(sb_layer *layer) {
  for (sb_plan *plan = layer->plans, *next; plan != NULL; plan = next) {
    next = plan->next;
    dnnl_primitive_destroy(plan->primitive);
    free(plan);
  }
  for (sb_packed *packed = layer->packed, *next; packed != NULL; packed = next) {
    next = packed->next;
    if (packed->memory != NULL) dnnl_memory_destroy(packed->memory);
    free(packed);
  }
  if (layer->bias != NULL) dnnl_memory_destroy(layer->bias);
  pthread_rwlock_destroy(&layer->lock);
}

static const sb_plan *find_plan(const sb_layer *layer, const int64_t extent[3], int threads) {
  for (const sb_plan *plan = layer->plans; plan != NULL; plan = plan->next) {
    if (plan->threads == threads && memcmp(plan->extent, extent, sizeof plan->extent) == 0) return plan;
  }
  return NULL;
}

static dnnl_status_t find_packed(sb_layer *layer, const dnnl_memory_desc_t *layout, dnnl_memory_t *memory) {
  for (sb_packed *packed = layer->packed; packed != NULL; packed = packed->next) {
    if (dnnl_memory_desc_equal(&packed->layout, layout)) {
      *memory = packed->memory;
      return dnnl_success;
    }
  }
  dnnl_status_t status = pack(layer, layout, layer->packed != NULL ? layer->packed->memory : layer->plain);
  if (status == dnnl_success) *memory = layer->packed->memory;
  return status;
}

static dnnl_status_t make_plan(
    sb_layer *layer, const void *owner, sb_describe describe, const dnnl_memory_desc_t *any_weights,
    const int64_t extent[3], int threads, const sb_plan **out) {
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t descriptor = NULL;
  sb_plan *plan = calloc(1, sizeof *plan);
  if (plan == NULL) return dnnl_out_of_memory;
  dnnl_status_t status = make_attributes(layer, &attributes);
  if (status == dnnl_success) status = describe(owner, extent, any_weights, attributes, &descriptor);
  if (status == dnnl_success) {
    plan->source = *dnnl_primitive_desc_query_md(descriptor, dnnl_query_src_md, 0);
    plan->destination = *dnnl_primitive_desc_query_md(descriptor, dnnl_query_dst_md, 0);
    plan->scratch = *dnnl_primitive_desc_query_md(descriptor, dnnl_query_scratchpad_md, 0);
    status = find_packed(layer, dnnl_primitive_desc_query_md(descriptor, dnnl_query_weights_md, 0), &plan->weights);
  }
  if (status == dnnl_success) status = dnnl_primitive_create(&plan->primitive, descriptor);
  if (descriptor != NULL) dnnl_primitive_desc_destroy(descriptor);
  if (attributes != NULL) dnnl_primitive_attr_destroy(attributes);
  if (status != dnnl_success) {
    free(plan);
    return status;
  }
  memcpy(plan->extent, extent, sizeof plan->extent);
  plan->threads = threads;
  plan->next = layer->plans;
  layer->plans = plan;
  *out = plan;
  return dnnl_success;
}

static dnnl_status_t plan_for(
    sb_layer *layer, const void *owner, sb_describe describe, const dnnl_memory_desc_t *any_weights,
    const int64_t extent[3], int threads, const sb_plan **out) {
  pthread_rwlock_rdlock(&layer->lock);
  *out = find_plan(layer, extent, threads);
  pthread_rwlock_unlock(&layer->lock);
  if (*out != NULL) return dnnl_success;
  dnnl_status_t status = dnnl_success;
  pthread_rwlock_wrlock(&layer->lock);
  *out = find_plan(layer, extent, threads);
  if (*out == NULL) status = make_plan(layer, owner, describe, any_weights, extent, threads, out);
  pthread_rwlock_unlock(&layer->lock);
  return status;
}

static dnnl_status_t copy_bias(sb_layer *layer, const float *bias, int64_t outputs) {
  dnnl_memory_desc_t layout;
  dnnl_dims_t extent = {outputs};
  void *bytes = NULL;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(&layout, 1, extent, dnnl_f32, dnnl_a);
  if (status == dnnl_success) status = dnnl_memory_create(&layer->bias, &layout, sb_engine(), DNNL_MEMORY_ALLOCATE);
  if (status == dnnl_success) status = dnnl_memory_get_data_handle(layer->bias, &bytes);
  if (status == dnnl_success) memcpy(bytes, bias, (size_t)outputs * sizeof(float));
  return status;
}

sb_status sb_layer_init(
    sb_layer *layer, const sb_layer_description *description, sb_context *context, const int64_t extent[3]) {
  if (sb_engine() == NULL) return SB_FAILED;
  if (pthread_rwlock_init(&layer->lock, NULL) != 0) return SB_OUT_OF_MEMORY;
  if (sb_context_prepare(context, 0) == NULL) return SB_OUT_OF_MEMORY;
  layer->activation = description->activation;
  layer->accumulates = description->accumulates;
  dnnl_status_t status =
      dnnl_memory_create(&layer->plain, description->plain_weights, sb_engine(), (void *)description->weights);
  if (status == dnnl_success && description->bias != NULL)
    status = copy_bias(layer, description->bias, description->outputs);
  const sb_plan *plan = NULL;
  if (status == dnnl_success)
    status = make_plan(
        layer, description->owner, description->describe, description->any_weights, extent, context->threads, &plan);
  if (layer->plain != NULL) dnnl_memory_destroy(layer->plain);
  layer->plain = NULL;
  return sb_status_from(status);
}

sb_status sb_layer_execute(
    sb_layer *layer, const void *owner, sb_describe describe, const dnnl_memory_desc_t *any_weights, sb_context *context,
    const int64_t extent[3], const float *x, float *y) {
  // Before the plan is made: a primitive is built for the thread count of the thread that makes it.
  if (sb_context_prepare(context, 0) == NULL) return SB_OUT_OF_MEMORY;
  const sb_plan *plan = NULL;
  dnnl_status_t status = plan_for(layer, owner, describe, any_weights, extent, context->threads, &plan);
  if (status != dnnl_success) return sb_status_from(status);
  void *scratch_bytes = sb_context_prepare(context, dnnl_memory_desc_get_size(&plan->scratch));
  if (scratch_bytes == NULL) return SB_OUT_OF_MEMORY;

  dnnl_memory_t source = NULL, destination = NULL, scratch = NULL;
  status = dnnl_memory_create(&source, &plan->source, sb_engine(), (void *)x);
  if (status == dnnl_success) status = dnnl_memory_create(&destination, &plan->destination, sb_engine(), y);
  if (status == dnnl_success) status = dnnl_memory_create(&scratch, &plan->scratch, sb_engine(), scratch_bytes);
  if (status == dnnl_success) {
    dnnl_exec_arg_t arguments[] = {
        {DNNL_ARG_SRC, source},         {DNNL_ARG_WEIGHTS, plan->weights}, {DNNL_ARG_DST, destination},
        {DNNL_ARG_SCRATCHPAD, scratch}, {DNNL_ARG_BIAS, layer->bias},
    };
    status = dnnl_primitive_execute(plan->primitive, context->stream, layer->bias != NULL ? 5 : 4, arguments);
  }
  if (status == dnnl_success) status = dnnl_stream_wait(context->stream);
  if (source != NULL) dnnl_memory_destroy(source);
  if (destination != NULL) dnnl_memory_destroy(destination);
  if (scratch != NULL) dnnl_memory_destroy(scratch);
  return sb_status_from(status);
}
