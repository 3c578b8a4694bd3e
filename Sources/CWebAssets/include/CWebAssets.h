// SPDX-License-Identifier: MIT
//
// The files of the web page as bytes of the program: nothing is looked up beside the binary.

#ifndef SHOEBOX_CWEBASSETS_H
#define SHOEBOX_CWEBASSETS_H

#include <stddef.h>

/// A file of the folder Page, or the description of the API.
typedef struct sb_web_asset {
  /// Its path inside the folder: "js/app.js".
  const char *name;
  /// Its bytes, which live as long as the program.
  const unsigned char *bytes;
  size_t count;
} sb_web_asset;

/// The number of files.
size_t sb_web_asset_count(void);
/// The file at index, in the order of names; index is below the count.
sb_web_asset sb_web_asset_at(size_t index);

/// openapi.json: what the server answers to.
sb_web_asset sb_openapi_document(void);

#endif
