// SPDX-License-Identifier: MIT

#include "CQRCode.h"

#include <qrencode.h>

size_t sb_qr_encode(const char *text, unsigned char *modules, size_t capacity) {
  QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
  if (code == NULL) return 0;
  size_t side = (size_t)code->width;
  if (side * side > capacity) side = 0;
  // The lowest bit says whether the module is dark; the others, what it is for.
  for (size_t i = 0; i < side * side; i++) modules[i] = code->data[i] & 1;
  QRcode_free(code);
  return side;
}
