// SPDX-License-Identifier: MIT
//
// Written by Scripts/embed-page: do not edit.

#include "CWebAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char asset0[] = {
#embed "Page/app.css"
};

static const unsigned char asset1[] = {
#embed "Page/icon.svg"
};

static const unsigned char asset2[] = {
#embed "Page/index.html"
};

static const unsigned char asset3[] = {
#embed "Page/js/app.js"
};

static const unsigned char asset4[] = {
#embed "Page/manifest.webmanifest"
};

static const unsigned char asset5[] = {
#embed "Page/service-worker.js"
};

static const sb_web_asset assets[] = {
    {"app.css", asset0, sizeof(asset0)},
    {"icon.svg", asset1, sizeof(asset1)},
    {"index.html", asset2, sizeof(asset2)},
    {"js/app.js", asset3, sizeof(asset3)},
    {"manifest.webmanifest", asset4, sizeof(asset4)},
    {"service-worker.js", asset5, sizeof(asset5)},
};

size_t sb_web_asset_count(void) { return sizeof(assets) / sizeof(assets[0]); }

sb_web_asset sb_web_asset_at(size_t index) { return assets[index]; }
