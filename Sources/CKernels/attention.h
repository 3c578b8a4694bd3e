// SPDX-License-Identifier: MIT
//
// How attention divides its scratch memory. One layout serves every instruction set: rows are padded to the widest
// vectors there are.

#ifndef SHOEBOX_ATTENTION_H
#define SHOEBOX_ATTENTION_H

#include "kernels.h"

/// Floats in the widest vector, and the alignment of every part of the scratch memory.
#define SB_ATTENTION_ALIGNMENT 16

/// How many queries are taken at a time, so that their scores stay in the nearest caches.
#define SB_ATTENTION_QUERIES 36

/// Where the parts lie, in floats from the (aligned) start.
typedef struct sb_attention_layout {
  size_t keys, width;     // the keys' T and Dh, rounded up to the alignment
  size_t transposed_key;  // (Dh, keys)
  size_t value;           // (T, width)
  size_t scores;          // (SB_ATTENTION_QUERIES, keys)
  size_t output;          // (SB_ATTENTION_QUERIES, width)
  size_t end;
} sb_attention_layout;

static inline sb_attention_layout sb_attention_layout_of(size_t query_count, size_t key_count, size_t head_width) {
  size_t queries = query_count < SB_ATTENTION_QUERIES ? query_count : SB_ATTENTION_QUERIES;
  size_t mask = SB_ATTENTION_ALIGNMENT - 1;
  sb_attention_layout l;
  l.keys = (key_count + mask) & ~mask;
  l.width = (head_width + mask) & ~mask;
  l.transposed_key = 0;
  l.value = l.transposed_key + head_width * l.keys;
  l.scores = l.value + key_count * l.width;
  l.output = l.scores + queries * l.keys;
  l.end = l.output + queries * l.width;
  return l;
}

#endif
