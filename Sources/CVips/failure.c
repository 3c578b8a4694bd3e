// SPDX-License-Identifier: MIT

#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE  // for the lock that lets a waiting writer pass
#endif

#include <pthread.h>
#include <stdio.h>

#include "internal.h"

// Many may work at once, or one alone. glibc's lock would let new readers pass a waiting writer for ever.
#ifdef PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP
static pthread_rwlock_t lock = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
#else
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
#endif

void sb_vips_begin(bool alone) {
  if (!alone) {
    pthread_rwlock_rdlock(&lock);
    return;
  }
  pthread_rwlock_wrlock(&lock);
  vips_error_clear();
}

void sb_vips_end(void) { pthread_rwlock_unlock(&lock); }

void sb_vips_take_error(char *text, size_t size) {
  char *copy = vips_error_buffer_copy();
  snprintf(text, size, "%s", copy == NULL ? "" : copy);
  g_free(copy);
}
