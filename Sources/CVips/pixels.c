// SPDX-License-Identifier: MIT

#include <string.h>

#include "internal.h"

/// How many rows are decoded at a time: whole MCU rows of every JPEG, and few enough to stay in the cache.
enum { strip_height = 16 };

bool sb_vips_read_rgb8(sb_vips_image *source, uint8_t *pixels) {
  VipsImage *image = sb_unwrap(source);
  if (vips_image_get_bands(image) != 3 || vips_image_get_format(image) != VIPS_FORMAT_UCHAR) return false;
  size_t row_size = (size_t)image->Xsize * 3;

  // A region runs the pipeline on the thread that asks. `vips_image_write_to_memory` would hand the work to a pool.
  VipsRegion *region = vips_region_new(image);
  if (region == NULL) return false;
  bool succeeded = true;
  for (int top = 0; succeeded && top < image->Ysize; top += strip_height) {
    VipsRect strip = {.left = 0, .top = top, .width = image->Xsize, .height = strip_height};
    if (strip.height > image->Ysize - top) strip.height = image->Ysize - top;
    succeeded = vips_region_prepare(region, &strip) == 0;
    for (int row = 0; succeeded && row < strip.height; row++) {
      memcpy(pixels + (size_t)(top + row) * row_size, VIPS_REGION_ADDR(region, 0, top + row), row_size);
    }
  }
  g_object_unref(region);
  return succeeded;
}

bool sb_vips_convert_profile(uint8_t *pixels, int width, int height, const void *profile, size_t size) {
  if (!sb_vips_start()) return false;
  size_t pixels_size = (size_t)width * (size_t)height * 3;
  VipsImage *image = vips_image_new_from_memory_copy(pixels, pixels_size, width, height, 3, VIPS_FORMAT_UCHAR);
  if (image == NULL) return false;
  image->Type = VIPS_INTERPRETATION_sRGB;
  vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, profile, size);

  VipsImage *converted = NULL;
  int status =
      vips_icc_transform(image, &converted, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_RELATIVE, NULL);
  g_object_unref(image);
  if (status != 0) return false;
  bool succeeded = sb_vips_read_rgb8(sb_wrap(converted), pixels);
  g_object_unref(converted);
  return succeeded;
}
