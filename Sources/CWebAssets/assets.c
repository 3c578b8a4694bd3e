// SPDX-License-Identifier: MIT
//
// Written by Scripts/embed-page: do not edit.

#include "CWebAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char asset0[] = {
#embed "Page/css/controls.css"
};

static const unsigned char asset1[] = {
#embed "Page/css/grid.css"
};

static const unsigned char asset2[] = {
#embed "Page/css/header.css"
};

static const unsigned char asset3[] = {
#embed "Page/css/library.css"
};

static const unsigned char asset4[] = {
#embed "Page/css/selection.css"
};

static const unsigned char asset5[] = {
#embed "Page/css/theme.css"
};

static const unsigned char asset6[] = {
#embed "Page/css/timeline.css"
};

static const unsigned char asset7[] = {
#embed "Page/css/viewer.css"
};

static const unsigned char asset8[] = {
#embed "Page/icon-maskable.svg"
};

static const unsigned char asset9[] = {
#embed "Page/icon.svg"
};

static const unsigned char asset10[] = {
#embed "Page/index.html"
};

static const unsigned char asset11[] = {
#embed "Page/js/address.js"
};

static const unsigned char asset12[] = {
#embed "Page/js/announce.js"
};

static const unsigned char asset13[] = {
#embed "Page/js/api.js"
};

static const unsigned char asset14[] = {
#embed "Page/js/app.js"
};

static const unsigned char asset15[] = {
#embed "Page/js/element.js"
};

static const unsigned char asset16[] = {
#embed "Page/js/events.js"
};

static const unsigned char asset17[] = {
#embed "Page/js/format.js"
};

static const unsigned char asset18[] = {
#embed "Page/js/grid/controls.js"
};

static const unsigned char asset19[] = {
#embed "Page/js/grid/furniture.js"
};

static const unsigned char asset20[] = {
#embed "Page/js/grid/geometry.js"
};

static const unsigned char asset21[] = {
#embed "Page/js/grid/grid.js"
};

static const unsigned char asset22[] = {
#embed "Page/js/grid/justify.js"
};

static const unsigned char asset23[] = {
#embed "Page/js/grid/loader.js"
};

static const unsigned char asset24[] = {
#embed "Page/js/grid/results.js"
};

static const unsigned char asset25[] = {
#embed "Page/js/grid/tile.js"
};

static const unsigned char asset26[] = {
#embed "Page/js/icons.js"
};

static const unsigned char asset27[] = {
#embed "Page/js/library/failures.js"
};

static const unsigned char asset28[] = {
#embed "Page/js/library/folders.js"
};

static const unsigned char asset29[] = {
#embed "Page/js/library/indexing.js"
};

static const unsigned char asset30[] = {
#embed "Page/js/library/link.js"
};

static const unsigned char asset31[] = {
#embed "Page/js/library/page.js"
};

static const unsigned char asset32[] = {
#embed "Page/js/library/welcome.js"
};

static const unsigned char asset33[] = {
#embed "Page/js/offline.js"
};

static const unsigned char asset34[] = {
#embed "Page/js/pages.js"
};

static const unsigned char asset35[] = {
#embed "Page/js/search/box.js"
};

static const unsigned char asset36[] = {
#embed "Page/js/search/chips.js"
};

static const unsigned char asset37[] = {
#embed "Page/js/search/entry.js"
};

static const unsigned char asset38[] = {
#embed "Page/js/search/finder.js"
};

static const unsigned char asset39[] = {
#embed "Page/js/search/history.js"
};

static const unsigned char asset40[] = {
#embed "Page/js/search/query.js"
};

static const unsigned char asset41[] = {
#embed "Page/js/search/suggestions.js"
};

static const unsigned char asset42[] = {
#embed "Page/js/search/uploads.js"
};

static const unsigned char asset43[] = {
#embed "Page/js/selection/bar.js"
};

static const unsigned char asset44[] = {
#embed "Page/js/selection/selection.js"
};

static const unsigned char asset45[] = {
#embed "Page/js/session.js"
};

static const unsigned char asset46[] = {
#embed "Page/js/shown.js"
};

static const unsigned char asset47[] = {
#embed "Page/js/summary.js"
};

static const unsigned char asset48[] = {
#embed "Page/js/timeline/months.js"
};

static const unsigned char asset49[] = {
#embed "Page/js/timeline/scrubber.js"
};

static const unsigned char asset50[] = {
#embed "Page/js/timeline/source.js"
};

static const unsigned char asset51[] = {
#embed "Page/js/viewer/details.js"
};

static const unsigned char asset52[] = {
#embed "Page/js/viewer/gestures.js"
};

static const unsigned char asset53[] = {
#embed "Page/js/viewer/map.js"
};

static const unsigned char asset54[] = {
#embed "Page/js/viewer/picture.js"
};

static const unsigned char asset55[] = {
#embed "Page/js/viewer/similar.js"
};

static const unsigned char asset56[] = {
#embed "Page/js/viewer/viewer.js"
};

static const unsigned char asset57[] = {
#embed "Page/js/viewer/zoom.js"
};

static const unsigned char asset58[] = {
#embed "Page/manifest.webmanifest"
};

static const unsigned char asset59[] = {
#embed "Page/service-worker.js"
};

static const unsigned char asset60[] = {
#embed "Page/world.svg"
};

static const sb_web_asset assets[] = {
    {"css/controls.css", asset0, sizeof(asset0)},
    {"css/grid.css", asset1, sizeof(asset1)},
    {"css/header.css", asset2, sizeof(asset2)},
    {"css/library.css", asset3, sizeof(asset3)},
    {"css/selection.css", asset4, sizeof(asset4)},
    {"css/theme.css", asset5, sizeof(asset5)},
    {"css/timeline.css", asset6, sizeof(asset6)},
    {"css/viewer.css", asset7, sizeof(asset7)},
    {"icon-maskable.svg", asset8, sizeof(asset8)},
    {"icon.svg", asset9, sizeof(asset9)},
    {"index.html", asset10, sizeof(asset10)},
    {"js/address.js", asset11, sizeof(asset11)},
    {"js/announce.js", asset12, sizeof(asset12)},
    {"js/api.js", asset13, sizeof(asset13)},
    {"js/app.js", asset14, sizeof(asset14)},
    {"js/element.js", asset15, sizeof(asset15)},
    {"js/events.js", asset16, sizeof(asset16)},
    {"js/format.js", asset17, sizeof(asset17)},
    {"js/grid/controls.js", asset18, sizeof(asset18)},
    {"js/grid/furniture.js", asset19, sizeof(asset19)},
    {"js/grid/geometry.js", asset20, sizeof(asset20)},
    {"js/grid/grid.js", asset21, sizeof(asset21)},
    {"js/grid/justify.js", asset22, sizeof(asset22)},
    {"js/grid/loader.js", asset23, sizeof(asset23)},
    {"js/grid/results.js", asset24, sizeof(asset24)},
    {"js/grid/tile.js", asset25, sizeof(asset25)},
    {"js/icons.js", asset26, sizeof(asset26)},
    {"js/library/failures.js", asset27, sizeof(asset27)},
    {"js/library/folders.js", asset28, sizeof(asset28)},
    {"js/library/indexing.js", asset29, sizeof(asset29)},
    {"js/library/link.js", asset30, sizeof(asset30)},
    {"js/library/page.js", asset31, sizeof(asset31)},
    {"js/library/welcome.js", asset32, sizeof(asset32)},
    {"js/offline.js", asset33, sizeof(asset33)},
    {"js/pages.js", asset34, sizeof(asset34)},
    {"js/search/box.js", asset35, sizeof(asset35)},
    {"js/search/chips.js", asset36, sizeof(asset36)},
    {"js/search/entry.js", asset37, sizeof(asset37)},
    {"js/search/finder.js", asset38, sizeof(asset38)},
    {"js/search/history.js", asset39, sizeof(asset39)},
    {"js/search/query.js", asset40, sizeof(asset40)},
    {"js/search/suggestions.js", asset41, sizeof(asset41)},
    {"js/search/uploads.js", asset42, sizeof(asset42)},
    {"js/selection/bar.js", asset43, sizeof(asset43)},
    {"js/selection/selection.js", asset44, sizeof(asset44)},
    {"js/session.js", asset45, sizeof(asset45)},
    {"js/shown.js", asset46, sizeof(asset46)},
    {"js/summary.js", asset47, sizeof(asset47)},
    {"js/timeline/months.js", asset48, sizeof(asset48)},
    {"js/timeline/scrubber.js", asset49, sizeof(asset49)},
    {"js/timeline/source.js", asset50, sizeof(asset50)},
    {"js/viewer/details.js", asset51, sizeof(asset51)},
    {"js/viewer/gestures.js", asset52, sizeof(asset52)},
    {"js/viewer/map.js", asset53, sizeof(asset53)},
    {"js/viewer/picture.js", asset54, sizeof(asset54)},
    {"js/viewer/similar.js", asset55, sizeof(asset55)},
    {"js/viewer/viewer.js", asset56, sizeof(asset56)},
    {"js/viewer/zoom.js", asset57, sizeof(asset57)},
    {"manifest.webmanifest", asset58, sizeof(asset58)},
    {"service-worker.js", asset59, sizeof(asset59)},
    {"world.svg", asset60, sizeof(asset60)},
};

size_t sb_web_asset_count(void) { return sizeof(assets) / sizeof(assets[0]); }

sb_web_asset sb_web_asset_at(size_t index) { return assets[index]; }
