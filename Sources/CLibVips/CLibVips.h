// SPDX-License-Identifier: MIT
//
// libvips as installed by the system. Only CVips includes this: the library's functions are variadic, and Swift cannot
// call those.

#ifndef SHOEBOX_CLIBVIPS_H
#define SHOEBOX_CLIBVIPS_H

#include <vips/vips.h>

#endif
