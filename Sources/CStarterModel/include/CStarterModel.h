// SPDX-License-Identifier: MIT
//
// The starter model as bytes of the program: nothing is looked up beside the binary.

#ifndef SHOEBOX_CSTARTERMODEL_H
#define SHOEBOX_CSTARTERMODEL_H

#include <stddef.h>

/// Bytes that live as long as the program.
typedef struct sb_bytes {
  const unsigned char *bytes;
  size_t count;
} sb_bytes;

/// open_clip_config.json
sb_bytes sb_starter_configuration(void);
/// tokenizer.json
sb_bytes sb_starter_tokenizer(void);
/// open_clip_model.safetensors, aligned to 64 bytes.
sb_bytes sb_starter_weights(void);
/// The fingerprint of the three, 64 hexadecimal digits and a newline, so that no start has to compute it.
sb_bytes sb_starter_fingerprint(void);

#endif
