// SPDX-License-Identifier: MIT

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

static dnnl_engine_t engine;
static void (*set_threads)(int);  // omp_set_num_threads of whichever OpenMP oneDNN was linked with
static char version[32];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void) {
  const dnnl_version_t *running = dnnl_version();
  snprintf(version, sizeof version, "%d.%d.%d", running->major, running->minor, running->patch);
  // Looked up at run time: oneDNN brings its own OpenMP, and linking another one would start a second pool of threads.
  set_threads = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (dnnl_engine_create(&engine, dnnl_cpu, 0) != dnnl_success) engine = NULL;
}

dnnl_engine_t sb_engine(void) {
  pthread_once(&once, start);
  return engine;
}

const char *sb_onednn_version(void) {
  pthread_once(&once, start);
  return version;
}

sb_status sb_status_from(dnnl_status_t status) {
  switch (status) {
    case dnnl_success: return SB_OK;
    case dnnl_out_of_memory: return SB_OUT_OF_MEMORY;
    case dnnl_unimplemented: return SB_UNSUPPORTED;
    default: return SB_FAILED;
  }
}

sb_status sb_context_create(int threads, sb_context **out) {
  *out = NULL;
  if (sb_engine() == NULL) return SB_FAILED;
  sb_context *context = calloc(1, sizeof *context);
  if (context == NULL) return SB_OUT_OF_MEMORY;
  context->threads = threads < 1 ? 1 : threads;
  dnnl_status_t status = dnnl_stream_create(&context->stream, sb_engine(), dnnl_stream_default_flags);
  if (status != dnnl_success) {
    free(context);
    return sb_status_from(status);
  }
  *out = context;
  return SB_OK;
}

void sb_context_destroy(sb_context *context) {
  if (context == NULL) return;
  dnnl_stream_destroy(context->stream);
  free(context->scratch);
  free(context);
}

void *sb_context_prepare(sb_context *context, size_t size) {
  // The count belongs to the calling thread, and a context may move between threads: set it every time.
  if (set_threads != NULL) set_threads(context->threads);
  if (size > context->scratch_size || context->scratch == NULL) {
    size_t wanted = (size + 4095) / 4096 * 4096;
    if (wanted == 0) wanted = 4096;
    void *scratch = aligned_alloc(4096, wanted);
    if (scratch == NULL) return NULL;
    free(context->scratch);
    context->scratch = scratch;
    context->scratch_size = wanted;
  }
  return context->scratch;
}
