// SPDX-License-Identifier: MIT

#include "internal.h"

int sb_vips_width(const sb_vips_image *image) { return vips_image_get_width(sb_unwrap(image)); }

int sb_vips_height(const sb_vips_image *image) { return vips_image_get_height(sb_unwrap(image)); }

int sb_vips_orientation(const sb_vips_image *image) { return vips_image_get_orientation(sb_unwrap(image)); }

bool sb_vips_is_interlaced(const sb_vips_image *image) {
  return vips_image_get_typeof(sb_unwrap(image), "interlaced") != 0;
}

static const char *const names[] = {
    [SB_VIPS_EXIF] = VIPS_META_EXIF_NAME,
    [SB_VIPS_XMP] = VIPS_META_XMP_NAME,
    [SB_VIPS_IPTC] = VIPS_META_IPTC_NAME,
    [SB_VIPS_PROFILE] = VIPS_META_ICC_NAME,
};

const void *sb_vips_metadata_block(sb_vips_image *image, sb_vips_metadata kind, size_t *size) {
  *size = 0;
  if ((size_t)kind >= sizeof names / sizeof names[0]) return NULL;
  if (vips_image_get_typeof(sb_unwrap(image), names[kind]) != VIPS_TYPE_BLOB) return NULL;
  const void *bytes = NULL;
  if (vips_image_get_blob(sb_unwrap(image), names[kind], &bytes, size) != 0) return NULL;
  return bytes;
}
