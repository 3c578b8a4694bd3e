// SPDX-License-Identifier: MIT
//
// The one door to libvips: opens pictures in memory, turns them into RGB bytes, hands out their metadata, and encodes.
//
// libvips works in steps: an image is a recipe, and nothing is decoded until its pixels are read. Every step returns a
// new image that keeps what it needs of the old one, so each can be released as soon as it is not used any more.
//
// Any number of threads may work at once, each on images of its own. Functions that can fail return NULL or false.

#ifndef SHOEBOX_CVIPS_H
#define SHOEBOX_CVIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// --- the library -------------------------------------------------------------------------------------------------

/// Starts libvips, once; later calls cost nothing. False if it cannot run, for good.
///
/// It is started without an operation cache, with one thread to a pipeline, and silent. All its readers are blocked but
/// those `sb_vips_reader` names: no text, vector, document or raw formats, nothing that could open another file.
bool sb_vips_start(void);

/// "8.14.1": the version of the library that runs, not of its header.
const char *sb_vips_version(void);

/// Brackets the work on one picture. With `alone`, waits until nobody else works, and keeps others waiting: libvips has
/// one error text for all threads, and only so does it speak of this picture.
void sb_vips_begin(bool alone);
void sb_vips_end(void);

/// What libvips said since work began alone, at most `size - 1` bytes of it and a NUL, and forgets it.
void sb_vips_take_error(char *text, size_t size);

/// Frees what libvips keeps for the calling thread. For threads that end or rest; the next call sets it up again.
void sb_vips_finish_thread(void);

// --- opening -----------------------------------------------------------------------------------------------------

/// One opened picture, or a step on its way to pixels.
typedef struct sb_vips_image sb_vips_image;

/// The part of libvips that reads a family of formats. The caller chooses by the first bytes of the content.
typedef enum sb_vips_reader {
  SB_VIPS_JPEG,
  SB_VIPS_PNG,
  SB_VIPS_WEBP,
  SB_VIPS_HEIF,  // HEIC and AVIF
  SB_VIPS_JXL,
  SB_VIPS_TIFF,
  SB_VIPS_GIF,
  SB_VIPS_JP2K,
  SB_VIPS_PNM,  // PBM, PGM, PPM, PFM
  SB_VIPS_RADIANCE,
  SB_VIPS_MAGICK,  // ImageMagick: BMP, ICO, PSD, PCX and nothing else, please
} sb_vips_reader;

/// Whether this libvips was built with, or finds the module of, a reader.
bool sb_vips_can_read(sb_vips_reader reader);

typedef struct sb_vips_source {
  sb_vips_reader reader;
  const void *bytes;  // must stay until every image that comes of it is released
  size_t size;
  int shrink;       // JPEG: decode at 1/1, 1/2, 1/4 or 1/8 of the size
  double scale;     // WebP: decode at this share of the size, 1 for all of it
  bool is_lenient;  // make something of damaged data where possible
} sb_vips_source;

/// Reads the header. Takes the first page or frame of those with several.
sb_vips_image *sb_vips_open(const sb_vips_source *source);

void sb_vips_release(sb_vips_image *image);

// --- what the header says ----------------------------------------------------------------------------------------

int sb_vips_width(const sb_vips_image *image);
int sb_vips_height(const sb_vips_image *image);

/// 1...8 as in EXIF: how to turn the stored picture upright.
int sb_vips_orientation(const sb_vips_image *image);

/// Whether the picture comes in several passes (progressive JPEG, interlaced PNG).
bool sb_vips_is_interlaced(const sb_vips_image *image);

typedef enum sb_vips_metadata {
  SB_VIPS_EXIF,
  SB_VIPS_XMP,
  SB_VIPS_IPTC,
  SB_VIPS_PROFILE,  // ICC
} sb_vips_metadata;

/// A block of metadata, or NULL if there is none. The bytes belong to the image.
const void *sb_vips_metadata_block(sb_vips_image *image, sb_vips_metadata kind, size_t *size);

// --- steps -------------------------------------------------------------------------------------------------------

/// Eight bits a channel, three channels, whatever it was: grey, CMYK, Lab, 16 bits, floating point. Alpha is laid on
/// white; a channel beyond the colours that is none (`has_alpha` is false) is dropped.
///
/// An embedded profile of grey or CMYK is applied here. One of RGB is left, because that costs less at the end:
/// `*keeps_profile` tells, and `sb_vips_convert_profile` does it. A profile that cannot be used is ignored.
sb_vips_image *sb_vips_to_rgb8(sb_vips_image *image, bool has_alpha, bool *keeps_profile);

/// The rectangle must lie inside.
sb_vips_image *sb_vips_crop(sb_vips_image *image, int left, int top, int width, int height);

/// Means of `horizontal` x `vertical` boxes.
sb_vips_image *sb_vips_shrink(sb_vips_image *image, int horizontal, int vertical);

/// Decodes an RGB image into (height, width, 3) bytes, on the calling thread, from top to bottom. Once only.
bool sb_vips_read_rgb8(sb_vips_image *image, uint8_t *pixels);

/// Converts (height, width, 3) pixels in place from an ICC profile to sRGB, relative colorimetric. False if the profile
/// cannot be used; the pixels are as they were then.
bool sb_vips_convert_profile(uint8_t *pixels, int width, int height, const void *profile, size_t size);

// --- encoding ----------------------------------------------------------------------------------------------------

typedef enum sb_vips_colour {
  SB_VIPS_GREY,
  SB_VIPS_RGB,
  SB_VIPS_CMYK,
} sb_vips_colour;

typedef struct sb_vips_pixels {
  const void *pixels;  // (height, width, channels), uint8_t or uint16_t
  int width, height;
  int channels;  // those of the colour, and perhaps one for alpha
  int depth;     // bits a channel: 8 or 16
  sb_vips_colour colour;
  int orientation;  // 1...8, written where the format has a place for it
} sb_vips_pixels;

/// Encodes in the format of a file name's end with libvips's options, like ".jpg[Q=85]".
///
/// - *bytes: the file, to be freed with `sb_vips_free`.
bool sb_vips_encode(const sb_vips_pixels *pixels, const char *suffix, void **bytes, size_t *size);

void sb_vips_free(void *bytes);

#endif
