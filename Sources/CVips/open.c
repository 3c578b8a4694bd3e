// SPDX-License-Identifier: MIT

#include "internal.h"

/// Hands `bytes` to an operation, which keeps a reference to the wrapping but copies nothing.
static bool set_input(VipsOperation *operation, const sb_vips_source *source) {
  if (source->reader == SB_VIPS_MAGICK) {
    VipsBlob *blob = vips_blob_new(NULL, source->bytes, source->size);
    if (blob == NULL) return false;
    g_object_set(operation, "buffer", blob, NULL);
    vips_area_unref(VIPS_AREA(blob));
    return true;
  }
  VipsSource *memory = vips_source_new_from_memory(source->bytes, source->size);
  if (memory == NULL) return false;
  g_object_set(operation, "source", memory, NULL);
  g_object_unref(memory);
  return true;
}

static void set_options(VipsOperation *operation, const sb_vips_source *source) {
  VipsFailOn fail_on = source->is_lenient ? VIPS_FAIL_ON_NONE : VIPS_FAIL_ON_ERROR;
  g_object_set(operation, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", fail_on, NULL);
  if (source->reader == SB_VIPS_JPEG) {
    // Without `unlimited`, the hundredth warning about damaged data ends the decoding.
    g_object_set(operation, "shrink", source->shrink, "unlimited", (gboolean)source->is_lenient, NULL);
  }
  if (source->reader == SB_VIPS_WEBP) g_object_set(operation, "scale", source->scale, NULL);
}

sb_vips_image *sb_vips_open(const sb_vips_source *source) {
  const char *name = sb_vips_operation_name(source->reader);
  if (!sb_vips_start() || name == NULL || source->bytes == NULL) return NULL;
  VipsOperation *operation = vips_operation_new(name);
  if (operation == NULL) return NULL;

  VipsImage *image = NULL;
  if (set_input(operation, source)) {
    set_options(operation, source);
    if (vips_cache_operation_buildp(&operation) == 0) g_object_get(operation, "out", &image, NULL);
  }
  vips_object_unref_outputs(VIPS_OBJECT(operation));
  g_object_unref(operation);
  return sb_wrap(image);
}

void sb_vips_release(sb_vips_image *image) {
  if (image != NULL) g_object_unref(sb_unwrap(image));
}
