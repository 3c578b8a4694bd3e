// SPDX-License-Identifier: MIT

#include "attention.h"

size_t sb_attention_scratch_count(size_t query_count, size_t key_count, size_t head_width) {
  return sb_attention_layout_of(query_count, key_count, head_width).end + SB_ATTENTION_ALIGNMENT;
}
