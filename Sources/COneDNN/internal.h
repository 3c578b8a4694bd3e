// SPDX-License-Identifier: MIT
//
// What linear layers and convolutions share: contexts, packed weights and the primitives made so far.

#ifndef SHOEBOX_COneDNN_INTERNAL_H
#define SHOEBOX_COneDNN_INTERNAL_H

#include <pthread.h>

#include "COneDNN.h"
#include "api.h"

/// More weights than any layer has; fewer than bytes could be counted for.
#define SB_MOST_WEIGHTS ((int64_t)1 << 40)

// --- the library -------------------------------------------------------------------------------------------------

/// The engine of the processor, or NULL if oneDNN cannot make one.
dnnl_engine_t sb_engine(void);

/// Whether matrix products of this element are faster as convolutions over pictures of one row.
bool sb_prefers_convolutions(sb_element source);

sb_status sb_status_from(dnnl_status_t status);

dnnl_data_type_t sb_type_of(sb_element element);

// --- contexts ----------------------------------------------------------------------------------------------------

/// A shape: (rows, 0, 0) or (batch, height, width).
typedef struct sb_extent {
  int64_t of[3];
} sb_extent;

/// A primitive for one shape and thread count.
typedef struct sb_plan {
  struct sb_plan *next;
  sb_extent extent;
  int threads;
  dnnl_primitive_t primitive;
  dnnl_primitive_desc_t descriptor;  // owns the layouts that bindings are made from
  dnnl_memory_t weights;             // one of the layer's packed copies
} sb_plan;

/// A plan with the memory objects that one context executes it with.
typedef struct sb_binding {
  struct sb_binding *next;
  uint64_t layer;
  sb_extent extent;
  const sb_plan *plan;
  dnnl_memory_t source, destination, scratch;
  const void *x, *y, *scratch_bytes;  // what the memory objects hold now
  size_t scratch_size;
  dnnl_exec_arg_t arguments[5];
  int argument_count;
} sb_binding;

enum { sb_bucket_count = 256, sb_most_bindings = 4096 };

struct sb_context {
  dnnl_stream_t stream;
  int threads;
  void *scratch;
  size_t scratch_size;
  sb_binding *buckets[sb_bucket_count];
  int binding_count;
};

/// Makes the calling thread use the context's thread count.
void sb_context_enter(const sb_context *context);

/// Scratch of at least `size` bytes that the next call invalidates, or NULL.
void *sb_context_scratch(sb_context *context, size_t size);

void sb_binding_destroy(sb_binding *binding);

/// The binding of a layer's plan for a shape, or NULL.
sb_binding *sb_context_find(const sb_context *context, uint64_t layer, const sb_extent *extent);

/// Keeps a binding, which belongs to the context from now on.
void sb_context_keep(sb_context *context, sb_binding *binding);

// --- layers ------------------------------------------------------------------------------------------------------

/// Weights in a layout of the library's choice. Different shapes may want different layouts.
typedef struct sb_packed {
  struct sb_packed *next;
  sb_layout layout;
  dnnl_memory_t memory;
  const void *bytes;
  void *owned;  // NULL if the bytes are the caller's
  size_t size;
} sb_packed;

typedef struct sb_layer sb_layer;

/// Makes a primitive descriptor for an extent.
typedef sb_status (*sb_describe)(
    const sb_layer *layer, const sb_extent *extent, const_dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *descriptor);

/// The state of any layer: its operation describes itself through `describe`.
struct sb_layer {
  uint64_t id;            // never used twice, so that a context's bindings of a layer that is gone match nothing
  pthread_rwlock_t lock;  // guards the two lists; what is in them never changes
  sb_plan *plans;
  sb_packed *packed;
  sb_describe describe;
  sb_layout any_weights;
  int64_t dimensions[4];  // of the weights: (inputs, outputs), or (outputs, inputs, kernel, kernel) of a convolution
  int dimension_count;
  int64_t outputs;
  sb_element source, destination;
  sb_activation activation;
  bool accumulates;
  bool has_lock;
  dnnl_memory_t plain;  // the caller's weights, during creation only
  sb_layout plain_layout;
  dnnl_memory_t bias_memory;  // or NULL
  sb_layout bias_layout;
  const float *bias;           // (outputs), or NULL
  const float *weight_scales;  // (outputs) of 8-bit weights
  const int32_t *weight_sums;  // (outputs): the sum of an output's 8-bit weights
  float *owned_bias, *owned_scales;
  int32_t *owned_sums;
  const void *imported;  // what an earlier layer exported, the caller's, or NULL
  size_t imported_size;
};

/// What a layer is made of.
typedef struct sb_layer_description {
  sb_describe describe;
  int64_t dimensions[4];
  int dimension_count;
  dnnl_format_tag_t plain_tag;
  int64_t inputs_per_output;  // weights of one output
  int64_t outputs;
  bool is_output_major;
  const void *weights;
  sb_element weight_element;
  const float *weight_scales, *bias;
  sb_activation activation;
  bool accumulates;
  sb_element source, destination;
  const void *packed;
  size_t packed_size;
} sb_layer_description;

/// Fills in a zeroed layer and packs its weights for a first extent. To be destroyed also if it fails.
sb_status sb_layer_init(
    sb_layer *layer, const sb_layer_description *description, sb_context *context, const sb_extent *extent);
void sb_layer_destroy(sb_layer *layer);

/// Executes the layer's operation; makes its plan first if this extent is new.
sb_status sb_layer_execute(sb_layer *layer, sb_context *context, const sb_extent *extent, const void *x, void *y);

/// What the operation writes: the destination's element, or whole sums.
dnnl_data_type_t sb_result_type(const sb_layer *layer);

/// Describes a convolution of (batch, channels, height, width) extents, in memory channels last.
sb_status sb_layer_describe_convolution(
    const sb_layer *layer, const int64_t source_extent[4], const int64_t destination_extent[4], int64_t stride,
    int64_t padding, const_dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t *descriptor);

sb_constants sb_layer_constants(const sb_layer *layer);

/// The primitive for an extent, made if it is new.
sb_status sb_plan_find(sb_layer *layer, const sb_extent *extent, int threads, const sb_plan **plan);

/// Makes a primitive; the caller holds the layer's lock or is alone with it.
sb_status sb_plan_make(sb_layer *layer, const sb_extent *extent, int threads, const sb_plan **plan);
void sb_plan_destroy(sb_plan *plan);

/// The weights in a layout: packed before, imported, or packed now. SB_STALE if there is nothing to pack from.
sb_status sb_packed_find(sb_layer *layer, sb_const_layout layout, dnnl_memory_t *memory);
void sb_packed_destroy(sb_packed *packed);

// --- exported bytes ----------------------------------------------------------------------------------------------

/// 0 if nothing can be exported.
size_t sb_layer_export_size(sb_layer *layer);
sb_status sb_layer_export(sb_layer *layer, void *bytes, size_t size);

/// Takes bias, scales and sums from exported bytes and keeps the bytes, or SB_STALE.
sb_status sb_layer_import(sb_layer *layer, const void *bytes, size_t size);

/// The imported weights in a layout, or NULL.
const void *sb_import_find(const sb_layer *layer, sb_const_layout layout);

// --- 8-bit numbers -----------------------------------------------------------------------------------------------

typedef struct sb_quantized_weights {
  int8_t *weights;
  float *scales;
  int32_t *sums;
} sb_quantized_weights;

/// Rounds weights to 8 bits, or copies those that are, and sums them for each output.
sb_status sb_weights_quantize(
    const void *weights, sb_element element, const float *scales, int64_t outputs, int64_t inputs, bool is_output_major,
    sb_quantized_weights *quantized);
void sb_weights_free(sb_quantized_weights *weights);

#endif
