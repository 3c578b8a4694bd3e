// SPDX-License-Identifier: MIT
//
// Packed layers as bytes: a header, a signature for each copy, then everything that is packed, each part aligned to 64.

#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { part_alignment = 64, most_copies = 8 };

/// Which bytes of the whole a part is.
typedef struct part {
  uint64_t offset, size;
} part;

typedef struct copy {
  sb_signature signature;
  part bytes;
} copy;

/// Everything that makes packed bytes this layer's, and where its parts lie. Written as it lies in memory: packed bytes
/// never leave the machine.
typedef struct header {
  char magic[8];
  char identity[64];  // sb_onednn_identity
  int64_t dimensions[4];
  int32_t dimension_count, source, destination, activation, accumulates, copy_count;
  part bias, scales, sums;
  copy copies[most_copies];
} header;

static const char magic[8] = "sbpack1";

static void describe(const sb_layer *layer, header *head) {
  memset(head, 0, sizeof *head);
  memcpy(head->magic, magic, sizeof magic);
  strncpy(head->identity, sb_onednn_identity(), sizeof head->identity - 1);
  memcpy(head->dimensions, layer->dimensions, sizeof head->dimensions);
  head->dimension_count = layer->dimension_count;
  head->source = layer->source;
  head->destination = layer->destination;
  head->activation = layer->activation;
  head->accumulates = layer->accumulates;
}

static part next_part(uint64_t *end, size_t size) {
  part part = {.offset = (*end + part_alignment - 1) / part_alignment * part_alignment, .size = size};
  *end = part.offset + size;
  return part;
}

/// The header of what the layer has packed so far, and the size of the whole.
static uint64_t lay_out(const sb_layer *layer, header *head, const sb_packed *copies[most_copies]) {
  const size_t width = (size_t)layer->outputs;
  uint64_t end = sizeof *head;
  describe(layer, head);
  if (layer->bias != NULL) head->bias = next_part(&end, width * sizeof(float));
  if (layer->weight_scales != NULL) head->scales = next_part(&end, width * sizeof(float));
  if (layer->weight_sums != NULL) head->sums = next_part(&end, width * sizeof(int32_t));
  const sb_packed *packed = layer->packed;
  for (; packed != NULL && head->copy_count < most_copies; packed = packed->next) {
    copy *copy = &head->copies[head->copy_count];
    sb_layout_sign(packed->layout, &copy->signature);
    if (!copy->signature.is_known) continue;
    copy->bytes = next_part(&end, packed->size);
    copies[head->copy_count++] = packed;
  }
  return end;
}

size_t sb_layer_export_size(sb_layer *layer) {
  header head;
  const sb_packed *copies[most_copies];
  pthread_rwlock_rdlock(&layer->lock);
  uint64_t size = lay_out(layer, &head, copies);
  pthread_rwlock_unlock(&layer->lock);
  return head.copy_count == 0 ? 0 : (size_t)size;
}

sb_status sb_layer_export(sb_layer *layer, void *bytes, size_t size) {
  header head;
  const sb_packed *copies[most_copies];
  pthread_rwlock_rdlock(&layer->lock);
  uint64_t needed = lay_out(layer, &head, copies);
  pthread_rwlock_unlock(&layer->lock);
  if (head.copy_count == 0) return SB_UNSUPPORTED;
  // Another shape may have asked for one more copy since the size was.
  if (needed > size) return SB_FAILED;
  memset(bytes, 0, size);
  memcpy(bytes, &head, sizeof head);
  if (layer->bias != NULL) memcpy((char *)bytes + head.bias.offset, layer->bias, head.bias.size);
  if (layer->weight_scales != NULL)
    memcpy((char *)bytes + head.scales.offset, layer->weight_scales, head.scales.size);
  if (layer->weight_sums != NULL) memcpy((char *)bytes + head.sums.offset, layer->weight_sums, head.sums.size);
  for (int i = 0; i < head.copy_count; i++)
    memcpy((char *)bytes + head.copies[i].bytes.offset, copies[i]->bytes, copies[i]->size);
  return SB_OK;
}

/// A part's bytes, or NULL if it does not lie whole and aligned in the bytes.
static const void *resolve(const void *bytes, size_t size, part part) {
  if (part.offset % part_alignment != 0 || part.offset < sizeof(header) || part.offset > size) return NULL;
  return part.size <= size - part.offset ? (const char *)bytes + part.offset : NULL;
}

sb_status sb_layer_import(sb_layer *layer, const void *bytes, size_t size) {
  header head, expected;
  if ((uintptr_t)bytes % part_alignment != 0) return SB_FAILED;
  if (size < sizeof head) return SB_STALE;
  memcpy(&head, bytes, sizeof head);
  describe(layer, &expected);
  if (memcmp(&head, &expected, offsetof(header, copy_count)) != 0) return SB_STALE;
  if (head.copy_count < 1 || head.copy_count > most_copies) return SB_STALE;
  const uint64_t width = (uint64_t)layer->outputs;
  const bool is_quantized = layer->source == SB_U8;
  const bool has_bias = head.bias.size != 0;
  if (has_bias && head.bias.size != width * sizeof(float)) return SB_STALE;
  if (head.scales.size != (is_quantized ? width * sizeof(float) : 0)) return SB_STALE;
  if (head.sums.size != (is_quantized ? width * sizeof(int32_t) : 0)) return SB_STALE;
  if (has_bias) layer->bias = resolve(bytes, size, head.bias);
  if (is_quantized) layer->weight_scales = resolve(bytes, size, head.scales);
  if (is_quantized) layer->weight_sums = resolve(bytes, size, head.sums);
  if (has_bias && layer->bias == NULL) return SB_STALE;
  if (is_quantized && (layer->weight_scales == NULL || layer->weight_sums == NULL)) return SB_STALE;
  layer->imported = bytes;
  layer->imported_size = size;
  return SB_OK;
}

const void *sb_import_find(const sb_layer *layer, sb_const_layout layout) {
  sb_signature wanted;
  if (layer->imported == NULL) return NULL;
  sb_layout_sign(layout, &wanted);
  if (!wanted.is_known) return NULL;
  const header *head = layer->imported;
  const size_t needed = dnnl_memory_desc_get_size(layout);
  for (int i = 0; i < head->copy_count; i++) {
    const copy *copy = &head->copies[i];
    if (memcmp(&copy->signature, &wanted, sizeof wanted) != 0 || copy->bytes.size != needed) continue;
    return resolve(layer->imported, layer->imported_size, copy->bytes);
  }
  return NULL;
}
