// SPDX-License-Identifier: MIT

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void (*set_threads)(int);  // omp_set_num_threads of whichever OpenMP oneDNN was linked with

static void find_threads(void) {
  // Looked up at run time: oneDNN brings its own OpenMP, and linking another one would start a second pool of threads.
  set_threads = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
}

sb_status sb_context_create(int threads, sb_context **out) {
  *out = NULL;
  pthread_once(&once, find_threads);
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

static void forget_bindings(sb_context *context) {
  for (int bucket = 0; bucket < sb_bucket_count; bucket++) {
    for (sb_binding *binding = context->buckets[bucket], *next; binding != NULL; binding = next) {
      next = binding->next;
      sb_binding_destroy(binding);
    }
    context->buckets[bucket] = NULL;
  }
  context->binding_count = 0;
}

void sb_context_destroy(sb_context *context) {
  if (context == NULL) return;
  forget_bindings(context);
  dnnl_stream_destroy(context->stream);
  free(context->scratch);
  free(context);
}

void sb_binding_destroy(sb_binding *binding) {
  if (binding->source != NULL) dnnl_memory_destroy(binding->source);
  if (binding->destination != NULL) dnnl_memory_destroy(binding->destination);
  if (binding->scratch != NULL) dnnl_memory_destroy(binding->scratch);
  free(binding);
}

void sb_context_enter(const sb_context *context) {
  // The count belongs to the calling thread, and a context may move between threads: set it every time.
  if (set_threads != NULL) set_threads(context->threads);
}

void *sb_context_scratch(sb_context *context, size_t size) {
  const size_t page = 4096;
  if (context->scratch != NULL && size <= context->scratch_size) return context->scratch;
  if (size > SIZE_MAX - page) return NULL;
  const size_t wanted = (size / page + 1) * page;
  void *scratch = aligned_alloc(page, wanted);
  if (scratch == NULL) return NULL;
  free(context->scratch);
  context->scratch = scratch;
  context->scratch_size = wanted;
  return scratch;
}

static size_t bucket_of(uint64_t layer, const sb_extent *extent) {
  uint64_t hash = layer * 0x9e3779b97f4a7c15u;
  for (int i = 0; i < 3; i++) hash = (hash ^ (uint64_t)extent->of[i]) * 0x9e3779b97f4a7c15u;
  return (hash >> 32) % sb_bucket_count;
}

sb_binding *sb_context_find(const sb_context *context, uint64_t layer, const sb_extent *extent) {
  sb_binding *binding = context->buckets[bucket_of(layer, extent)];
  while (binding != NULL && (binding->layer != layer || memcmp(&binding->extent, extent, sizeof *extent) != 0))
    binding = binding->next;
  return binding;
}

void sb_context_keep(sb_context *context, sb_binding *binding) {
  // Layers that are gone leave their bindings behind: a bound keeps a long-lived context small.
  if (context->binding_count >= sb_most_bindings) forget_bindings(context);
  sb_binding **bucket = &context->buckets[bucket_of(binding->layer, &binding->extent)];
  binding->next = *bucket;
  *bucket = binding;
  context->binding_count++;
}
