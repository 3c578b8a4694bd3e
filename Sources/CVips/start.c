// SPDX-License-Identifier: MIT

#include <pthread.h>
#include <stdatomic.h>

#include "internal.h"

static atomic_bool is_running;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/// One reader: the class that is allowed (with all that derive from it), and the operation that is called.
typedef struct sb_reader {
  const char *class_name;
  const char *operation_name;
} sb_reader;

static const sb_reader readers[] = {
    [SB_VIPS_JPEG] = {"VipsForeignLoadJpeg", "jpegload_source"},
    [SB_VIPS_PNG] = {"VipsForeignLoadPng", "pngload_source"},
    [SB_VIPS_WEBP] = {"VipsForeignLoadWebp", "webpload_source"},
    [SB_VIPS_HEIF] = {"VipsForeignLoadHeif", "heifload_source"},
    [SB_VIPS_JXL] = {"VipsForeignLoadJxl", "jxlload_source"},
    [SB_VIPS_TIFF] = {"VipsForeignLoadTiff", "tiffload_source"},
    [SB_VIPS_GIF] = {"VipsForeignLoadNsgif", "gifload_source"},
    [SB_VIPS_JP2K] = {"VipsForeignLoadJp2k", "jp2kload_source"},
    [SB_VIPS_PNM] = {"VipsForeignLoadPpm", "ppmload_source"},
    [SB_VIPS_RADIANCE] = {"VipsForeignLoadRad", "radload_source"},
    // The one without a `_source`. Reading from memory, it sees no file name, so ImageMagick's prefixes do not exist.
    [SB_VIPS_MAGICK] = {"VipsForeignLoadMagick", "magickload_buffer"},
};

static void discard_log(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
  (void)domain, (void)level, (void)message, (void)data;
}

static void start(void) {
  // Warnings about odd metadata would land on stderr, between the lines of a progress bar.
  g_log_set_handler("VIPS", G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION, discard_log, NULL);
  if (VIPS_INIT("shoebox") != 0) return;
  vips_cache_set_max(0);     // no photo is opened twice with the same options
  vips_concurrency_set(1);   // the callers are as many threads as there are cores
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
    vips_operation_block_set(readers[i].class_name, FALSE);
  }
  is_running = true;
}

bool sb_vips_start(void) {
  pthread_once(&once, start);
  return is_running;
}

const char *sb_vips_version(void) { return vips_version_string(); }

void sb_vips_finish_thread(void) {
  // A thread that had nothing to decode may be the only one: libvips must not be touched before it has started.
  if (is_running) vips_thread_shutdown();
}

const char *sb_vips_operation_name(sb_vips_reader reader) {
  size_t index = (size_t)reader;
  return index < sizeof readers / sizeof readers[0] ? readers[index].operation_name : NULL;
}

bool sb_vips_can_read(sb_vips_reader reader) {
  const char *name = sb_vips_operation_name(reader);
  return sb_vips_start() && name != NULL && vips_type_find("VipsOperation", name) != 0;
}
