// SPDX-License-Identifier: MIT

#include "CWebAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char document[] = {
#embed "openapi.json"
};

sb_web_asset sb_openapi_document(void) { return (sb_web_asset){"openapi.json", document, sizeof(document)}; }
