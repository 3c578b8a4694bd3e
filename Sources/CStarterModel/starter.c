// SPDX-License-Identifier: MIT

#include "CStarterModel.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char configuration[] = {
#embed "Model/open_clip_config.json"
};

static const unsigned char tokenizer[] = {
#embed "Model/tokenizer.json"
};

_Alignas(64) static const unsigned char weights[] = {
#embed "Model/open_clip_model.safetensors"
};

static const unsigned char fingerprint[] = {
#embed "Model/fingerprint.txt"
};

#define BYTES_OF(array) ((sb_bytes){array, sizeof(array)})

sb_bytes sb_starter_configuration(void) { return BYTES_OF(configuration); }

sb_bytes sb_starter_tokenizer(void) { return BYTES_OF(tokenizer); }

sb_bytes sb_starter_weights(void) { return BYTES_OF(weights); }

sb_bytes sb_starter_fingerprint(void) { return BYTES_OF(fingerprint); }
