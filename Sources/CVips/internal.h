// SPDX-License-Identifier: MIT

#ifndef SHOEBOX_CVIPS_INTERNAL_H
#define SHOEBOX_CVIPS_INTERNAL_H

#include <vips/vips.h>

#include "CVips.h"

static inline VipsImage *sb_unwrap(const sb_vips_image *image) { return (VipsImage *)image; }

static inline sb_vips_image *sb_wrap(VipsImage *image) { return (sb_vips_image *)image; }

/// The name of the operation that reads with `reader`.
const char *sb_vips_operation_name(sb_vips_reader reader);

#endif
