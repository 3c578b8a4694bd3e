// SPDX-License-Identifier: MIT
//
// Primitives for the shapes that occur. One is found under a read lock; making one takes the write lock.

#include <stdlib.h>
#include <string.h>

#include "internal.h"

static const float swish_of_quick_gelu = 1.702f;

// oneDNN 2.6 keeps a block size in a static variable while it plans a convolution, and threads that plan for
// different numbers at once get each other's: their primitives read past the weights.
static pthread_mutex_t planning = PTHREAD_MUTEX_INITIALIZER;

static dnnl_status_t append_activation(dnnl_post_ops_t operations, sb_activation activation) {
  switch (activation) {
    case SB_ACTIVATION_NONE: return dnnl_success;
    case SB_ACTIVATION_RELU: return sb_append_eltwise(operations, dnnl_eltwise_relu, 0);
    case SB_ACTIVATION_GELU: return sb_append_eltwise(operations, dnnl_eltwise_gelu_erf, 0);
    case SB_ACTIVATION_QUICK_GELU: return sb_append_eltwise(operations, dnnl_eltwise_swish, swish_of_quick_gelu);
  }
  return dnnl_invalid_arguments;
}

static dnnl_status_t make_attributes(const sb_layer *layer, dnnl_primitive_attr_t *attributes) {
  dnnl_post_ops_t operations = NULL;
  dnnl_status_t status = dnnl_primitive_attr_create(attributes);
  if (status != dnnl_success) return status;
  // Scratch belongs to the caller's context: that is what makes one primitive safe for many threads.
  status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
  // Sums of products of 8-bit numbers are the caller's to finish.
  if (layer->source == SB_U8) return status;
  if (status == dnnl_success) status = dnnl_post_ops_create(&operations);
  if (status == dnnl_success && layer->accumulates) status = sb_append_sum(operations);
  if (status == dnnl_success) status = append_activation(operations, layer->activation);
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*attributes, operations);
  if (operations != NULL) dnnl_post_ops_destroy(operations);
  return status;
}

dnnl_data_type_t sb_result_type(const sb_layer *layer) {
  return layer->source == SB_U8 ? dnnl_s32 : sb_type_of(layer->destination);
}

sb_status sb_layer_describe_convolution(
    const sb_layer *layer, const int64_t source_extent[4], const int64_t destination_extent[4], int64_t stride,
    int64_t padding, const_dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t *descriptor) {
  sb_layout source = NULL, destination = NULL;
  dnnl_status_t status = sb_layout_create(&source, 4, source_extent, sb_type_of(layer->source), dnnl_nhwc);
  if (status == dnnl_success)
    status = sb_layout_create(&destination, 4, destination_extent, sb_result_type(layer), dnnl_nhwc);
  if (status == dnnl_success)
    status = sb_describe_convolution(
        descriptor, sb_engine(), source, layer->any_weights, layer->bias_layout, destination, stride, padding,
        attributes);
  sb_layout_destroy(source);
  sb_layout_destroy(destination);
  return sb_status_from(status);
}

void sb_plan_destroy(sb_plan *plan) {
  if (plan == NULL) return;
  if (plan->primitive != NULL) dnnl_primitive_destroy(plan->primitive);
  if (plan->descriptor != NULL) dnnl_primitive_desc_destroy(plan->descriptor);
  free(plan);
}

sb_status sb_plan_make(sb_layer *layer, const sb_extent *extent, int threads, const sb_plan **out) {
  dnnl_primitive_attr_t attributes = NULL;
  sb_plan *plan = calloc(1, sizeof *plan);
  if (plan == NULL) return SB_OUT_OF_MEMORY;
  sb_status status = sb_status_from(make_attributes(layer, &attributes));
  if (status == SB_OK) {
    pthread_mutex_lock(&planning);
    status = layer->describe(layer, extent, attributes, &plan->descriptor);
    pthread_mutex_unlock(&planning);
  }
  if (status == SB_OK)
    status = sb_packed_find(
        layer, dnnl_primitive_desc_query_md(plan->descriptor, dnnl_query_weights_md, 0), &plan->weights);
  if (status == SB_OK) status = sb_status_from(dnnl_primitive_create(&plan->primitive, plan->descriptor));
  if (attributes != NULL) dnnl_primitive_attr_destroy(attributes);
  if (status != SB_OK) {
    sb_plan_destroy(plan);
    return status;
  }
  plan->extent = *extent;
  plan->threads = threads;
  plan->next = layer->plans;
  layer->plans = plan;
  *out = plan;
  return SB_OK;
}

static const sb_plan *find(const sb_layer *layer, const sb_extent *extent, int threads) {
  for (const sb_plan *plan = layer->plans; plan != NULL; plan = plan->next) {
    if (plan->threads == threads && memcmp(&plan->extent, extent, sizeof *extent) == 0) return plan;
  }
  return NULL;
}

sb_status sb_plan_find(sb_layer *layer, const sb_extent *extent, int threads, const sb_plan **out) {
  pthread_rwlock_rdlock(&layer->lock);
  *out = find(layer, extent, threads);
  pthread_rwlock_unlock(&layer->lock);
  if (*out != NULL) return SB_OK;
  sb_status status = SB_OK;
  pthread_rwlock_wrlock(&layer->lock);
  *out = find(layer, extent, threads);
  if (*out == NULL) status = sb_plan_make(layer, extent, threads, out);
  pthread_rwlock_unlock(&layer->lock);
  return status;
}
