// SPDX-License-Identifier: MIT
//
// The one door to libqrencode: text as the modules of a QR code.

#ifndef SHOEBOX_CQRCODE_H
#define SHOEBOX_CQRCODE_H

#include <stddef.h>

/// Encodes a text with the lowest error correction, which a screen needs least.
///
/// @param text   bytes that are not zero, ended by a zero
/// @param modules where to write: one byte for each module, row by row, 1 where it is dark
/// @param capacity how many bytes there is room for; a code has at most 177 x 177
/// @return modules on a side, or 0 if the text is too long or memory runs out
size_t sb_qr_encode(const char *text, unsigned char *modules, size_t capacity);

#endif
