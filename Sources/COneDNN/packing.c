// SPDX-License-Identifier: MIT
//
// Weights in the layouts that primitives want.

#include <stdlib.h>

#include "internal.h"

/// Fills `to` from the same numbers in another layout.
static dnnl_status_t reorder(dnnl_memory_t from, sb_const_layout source, dnnl_memory_t to, sb_const_layout target) {
  dnnl_primitive_desc_t descriptor = NULL;
  dnnl_primitive_t primitive = NULL;
  dnnl_stream_t stream = NULL;
  dnnl_status_t status =
      dnnl_reorder_primitive_desc_create(&descriptor, source, sb_engine(), target, sb_engine(), NULL);
  if (status == dnnl_success) status = dnnl_primitive_create(&primitive, descriptor);
  if (status == dnnl_success) status = dnnl_stream_create(&stream, sb_engine(), dnnl_stream_default_flags);
  if (status == dnnl_success) {
    dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
    status = dnnl_primitive_execute(primitive, stream, 2, arguments);
    if (status == dnnl_success) status = dnnl_stream_wait(stream);
  }
  if (stream != NULL) dnnl_stream_destroy(stream);
  if (primitive != NULL) dnnl_primitive_destroy(primitive);
  if (descriptor != NULL) dnnl_primitive_desc_destroy(descriptor);
  return status;
}

void sb_packed_destroy(sb_packed *packed) {
  if (packed == NULL) return;
  if (packed->memory != NULL) dnnl_memory_destroy(packed->memory);
  sb_layout_destroy(packed->layout);
  free(packed->owned);
  free(packed);
}

/// Makes a copy in `layout` whose bytes are `adopted`, or memory of its own if that is NULL.
static sb_status make(sb_const_layout layout, const void *adopted, sb_packed **out) {
  const size_t line = 64;
  sb_packed *packed = calloc(1, sizeof *packed);
  if (packed == NULL) return SB_OUT_OF_MEMORY;
  packed->size = dnnl_memory_desc_get_size(layout);
  if (adopted == NULL && packed->size <= SIZE_MAX - line)
    packed->owned = aligned_alloc(line, (packed->size / line + 1) * line);
  packed->bytes = adopted != NULL ? adopted : packed->owned;
  sb_status status = packed->bytes != NULL ? SB_OK : SB_OUT_OF_MEMORY;
  if (status == SB_OK) status = sb_status_from(sb_layout_copy(&packed->layout, layout));
  // The library takes what it only reads as `void *` too.
  if (status == SB_OK)
    status = sb_status_from(dnnl_memory_create(&packed->memory, packed->layout, sb_engine(), (void *)packed->bytes));
  if (status != SB_OK) {
    sb_packed_destroy(packed);
    return status;
  }
  *out = packed;
  return SB_OK;
}

sb_status sb_packed_find(sb_layer *layer, sb_const_layout layout, dnnl_memory_t *memory) {
  for (sb_packed *packed = layer->packed; packed != NULL; packed = packed->next) {
    if (dnnl_memory_desc_equal(packed->layout, layout)) {
      *memory = packed->memory;
      return SB_OK;
    }
  }
  sb_packed *packed = NULL;
  const void *imported = sb_import_find(layer, layout);
  if (imported == NULL && layer->plain == NULL && layer->packed == NULL) return SB_STALE;
  sb_status status = make(layout, imported, &packed);
  if (status == SB_OK && imported == NULL)
    status = sb_status_from(
        layer->plain != NULL ? reorder(layer->plain, layer->plain_layout, packed->memory, packed->layout)
                             : reorder(layer->packed->memory, layer->packed->layout, packed->memory, packed->layout));
  if (status != SB_OK) {
    sb_packed_destroy(packed);
    return status;
  }
  packed->next = layer->packed;
  layer->packed = packed;
  *memory = packed->memory;
  return SB_OK;
}
