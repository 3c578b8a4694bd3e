// SPDX-License-Identifier: MIT

#include <string.h>

#include "internal.h"

/// Replaces `*image` by `next`, if that step succeeded.
static bool advance(VipsImage **image, int status, VipsImage **next) {
  if (status != 0) return false;
  g_object_unref(*image);
  *image = *next;
  return true;
}

/// Replaces `*image` by `bytes`, which a step made of it, if that succeeded; 16-bit spaces become those of bytes.
static bool advance_to_bytes(VipsImage **image, int status, VipsImage **bytes) {
  VipsInterpretation space = vips_image_guess_interpretation(*image);
  if (space == VIPS_INTERPRETATION_RGB16) space = VIPS_INTERPRETATION_sRGB;
  if (space == VIPS_INTERPRETATION_GREY16) space = VIPS_INTERPRETATION_B_W;
  if (!advance(image, status, bytes)) return false;
  VipsImage *next = NULL;
  return advance(image, vips_copy(*image, &next, "interpretation", space, NULL), &next);
}

/// The high bytes of 16-bit channels, which is what Pillow takes, too.
static bool take_high_bytes(VipsImage **image) {
  VipsImage *next = NULL;
  return advance_to_bytes(image, vips_cast(*image, &next, VIPS_FORMAT_UCHAR, "shift", TRUE, NULL), &next);
}

/// Netpbm says how much white is, and libvips leaves it to others to go by that; for all else this does nothing.
static bool scale_to_white(VipsImage **image) {
  const char *field = "ppm-max-value";
  VipsBandFormat format = vips_image_get_format(*image);
  int usual = format == VIPS_FORMAT_UCHAR ? 255 : format == VIPS_FORMAT_USHORT ? 65535 : 0;
  int white = 0;
  if (usual == 0 || vips_image_get_typeof(*image, field) == 0) return true;
  if (vips_image_get_int(*image, field, &white) != 0) return false;
  if (white <= 0 || white == usual) return true;  // libvips says 0 of single bits, which it makes 0 and 255
  VipsImage *next = NULL;
  int status = vips_linear1(*image, &next, 255.0 / white, 0.5, "uchar", TRUE, NULL);  // rounded
  return advance_to_bytes(image, status, &next);
}

/// The colour space an ICC profile is made for, as in its header ("RGB ", "CMYK", ...), or "".
static void profile_space(VipsImage *image, char space[5]) {
  memset(space, 0, 5);
  const void *profile = NULL;
  size_t size = 0;
  if (vips_image_get_typeof(image, VIPS_META_ICC_NAME) != VIPS_TYPE_BLOB) return;
  if (vips_image_get_blob(image, VIPS_META_ICC_NAME, &profile, &size) != 0 || size < 128) return;
  memcpy(space, (const char *)profile + 16, 4);
}

/// From grey or CMYK through the embedded profile. False if that is not to be, or cannot be, done.
static bool apply_profile(VipsImage **image, const char *space) {
  VipsInterpretation type = vips_image_guess_interpretation(*image);
  bool fits = (type == VIPS_INTERPRETATION_CMYK && strcmp(space, "CMYK") == 0) ||
              (type == VIPS_INTERPRETATION_B_W && strcmp(space, "GRAY") == 0);
  if (!fits || vips_image_get_format(*image) != VIPS_FORMAT_UCHAR) return false;
  VipsImage *next = NULL;
  int status = vips_icc_transform(*image, &next, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_RELATIVE, NULL);
  return advance(image, status, &next);
}

static bool flatten_on_white(VipsImage **image) {
  double white[] = {255, 255, 255};
  VipsArrayDouble *background = vips_array_double_new(white, 3);
  VipsImage *next = NULL;
  int status = vips_flatten(*image, &next, "background", background, NULL);
  vips_area_unref(VIPS_AREA(background));
  return advance(image, status, &next);
}

static bool to_rgb8(VipsImage **image, bool has_alpha, bool *keeps_profile) {
  VipsImage *next = NULL;
  if (!scale_to_white(image)) return false;
  if (vips_image_get_format(*image) == VIPS_FORMAT_USHORT && !take_high_bytes(image)) return false;

  char space[5];
  profile_space(*image, space);
  VipsInterpretation type = vips_image_guess_interpretation(*image);
  bool is_rgb = type == VIPS_INTERPRETATION_sRGB || type == VIPS_INTERPRETATION_RGB;
  *keeps_profile = is_rgb && strcmp(space, "RGB ") == 0;

  if (!apply_profile(image, space)) {
    if (!advance(image, vips_colourspace(*image, &next, VIPS_INTERPRETATION_sRGB, NULL), &next)) return false;
  }
  if (vips_image_get_format(*image) != VIPS_FORMAT_UCHAR) {
    if (!advance(image, vips_cast(*image, &next, VIPS_FORMAT_UCHAR, NULL), &next)) return false;
  }
  if (has_alpha && vips_image_get_bands(*image) == 4 && !flatten_on_white(image)) return false;
  if (vips_image_get_bands(*image) > 3) {
    if (!advance(image, vips_extract_band(*image, &next, 0, "n", 3, NULL), &next)) return false;
  }
  return vips_image_get_bands(*image) == 3;
}

sb_vips_image *sb_vips_to_rgb8(sb_vips_image *source, bool has_alpha, bool *keeps_profile) {
  VipsImage *image = sb_unwrap(source);
  *keeps_profile = false;
  g_object_ref(image);
  if (to_rgb8(&image, has_alpha, keeps_profile)) return sb_wrap(image);
  g_object_unref(image);
  return NULL;
}

sb_vips_image *sb_vips_crop(sb_vips_image *image, int left, int top, int width, int height) {
  VipsImage *next = NULL;
  if (vips_extract_area(sb_unwrap(image), &next, left, top, width, height, NULL) != 0) return NULL;
  return sb_wrap(next);
}

sb_vips_image *sb_vips_shrink(sb_vips_image *image, int horizontal, int vertical) {
  VipsImage *next = NULL;
  if (vips_shrink(sb_unwrap(image), &next, horizontal, vertical, NULL) != 0) return NULL;
  return sb_wrap(next);
}
