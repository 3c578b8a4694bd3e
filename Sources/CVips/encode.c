// SPDX-License-Identifier: MIT

#include "internal.h"

static VipsInterpretation interpretation(const sb_vips_pixels *pixels) {
  bool is_deep = pixels->depth == 16;
  switch (pixels->colour) {
    case SB_VIPS_GREY: return is_deep ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W;
    case SB_VIPS_CMYK: return VIPS_INTERPRETATION_CMYK;
    case SB_VIPS_RGB: break;
  }
  return is_deep ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB;
}

bool sb_vips_encode(const sb_vips_pixels *pixels, const char *suffix, void **bytes, size_t *size) {
  *bytes = NULL;
  *size = 0;
  if (!sb_vips_start()) return false;
  size_t depth = pixels->depth == 16 ? 2 : 1;
  size_t length = (size_t)pixels->width * (size_t)pixels->height * (size_t)pixels->channels * depth;
  VipsImage *image = vips_image_new_from_memory_copy(
      pixels->pixels, length, pixels->width, pixels->height, pixels->channels,
      depth == 2 ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR);
  if (image == NULL) return false;
  image->Type = interpretation(pixels);
  if (pixels->orientation > 1) vips_image_set_int(image, VIPS_META_ORIENTATION, pixels->orientation);
  int status = vips_image_write_to_buffer(image, suffix, bytes, size, NULL);
  g_object_unref(image);
  return status == 0;
}

void sb_vips_free(void *bytes) { g_free(bytes); }
