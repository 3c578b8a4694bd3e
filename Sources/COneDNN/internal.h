// SPDX-License-Identifier: MIT
//
// What linear layers and convolutions share: contexts, packed weights and the primitives made so far.

#ifndef SHOEBOX_COneDNN_INTERNAL_H
#define SHOEBOX_COneDNN_INTERNAL_H

#include <dnnl.h>
#include <pthread.h>

#include "COneDNN.h"

#if DNNL_VERSION_MAJOR != 2
#error "This door knows the C API of oneDNN 2. Install oneDNN 2.6 or later of that series (Debian 12: libdnnl-dev)."
#endif

struct sb_context {
  dnnl_stream_t stream;
  int threads;
  void *scratch;
  size_t scratch_size;
};

/// The engine of the processor, or NULL if oneDNN cannot make one.
dnnl_engine_t sb_engine(void);

/// Makes the calling thread use the context's thread count and returns scratch of at least `size` bytes, or NULL.
void *sb_context_prepare(sb_context *context, size_t size);

sb_status sb_status_from(dnnl_status_t status);

/// A primitive for one shape. `extent` is (rows) or (batch, height, width).
typedef struct sb_plan {
  struct sb_plan *next;
  int64_t extent[3];
  int threads;
  dnnl_primitive_t primitive;
  dnnl_memory_desc_t source, destination, scratch;
  dnnl_memory_t weights;  // one of the layer's packed copies
} sb_plan;

/// Weights in a layout of the library's choice. Different shapes may want different layouts.
typedef struct sb_packed {
  struct sb_packed *next;
  dnnl_memory_desc_t layout;
  dnnl_memory_t memory;
} sb_packed;

/// The state of any layer: its operation describes itself through `describe`.
typedef struct sb_layer {
  pthread_rwlock_t lock;  // guards the two lists; what is in them never changes
  sb_plan *plans;
  sb_packed *packed;
  dnnl_memory_t plain;  // the caller's weights, during creation only
  dnnl_memory_t bias;   // or NULL
  sb_activation activation;
  bool accumulates;
} sb_layer;

/// Makes a primitive descriptor for an extent. `weights` is the layout to use, or has format `any`.
typedef dnnl_status_t (*sb_describe)(
    const void *owner, const int64_t extent[3], const dnnl_memory_desc_t *weights, const_dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *descriptor);

/// What a layer is made of.
typedef struct sb_layer_description {
  const void *owner;  // handed to `describe`
  sb_describe describe;
  const dnnl_memory_desc_t *plain_weights, *any_weights;
  const float *weights, *bias;
  int64_t outputs;
  sb_activation activation;
  bool accumulates;
} sb_layer_description;

/// Fills in a zeroed layer and packs its weights for a first extent. To be destroyed also if it fails.
sb_status sb_layer_init(
    sb_layer *layer, const sb_layer_description *description, sb_context *context, const int64_t extent[3]);
void sb_layer_destroy(sb_layer *layer);

/// Executes the layer's operation; makes its plan first if this extent is new.
sb_status sb_layer_execute(
    sb_layer *layer, const void *owner, sb_describe describe, const dnnl_memory_desc_t *any_weights, sb_context *context,
    const int64_t extent[3], const float *x, float *y);

#endif
