// SPDX-License-Identifier: MIT
//
// Attention as two small matrix products with a softmax between them. Per head, K is transposed and V gathered into
// scratch memory, so that both products run over contiguous rows: Q K^T along the keys, P V along the head's width.
// A block of SB_BLOCK_ROWS x SB_BLOCK_VECTORS sums stays in registers; the instruction set chooses both numbers.

/// c = a b for one block: `rows` rows of a, `vectors` vectors of b's columns. Both counts are constants.
SB_INLINE void multiply_block(
    const float *a, size_t a_stride, size_t depth, const float *b, size_t b_stride, float *c, size_t c_stride,
    const size_t rows, const size_t vectors) {
  vfloat sums[SB_BLOCK_ROWS][SB_BLOCK_VECTORS];
#pragma unroll
  for (size_t r = 0; r < rows; r++)
#pragma unroll
    for (size_t v = 0; v < vectors; v++) sums[r][v] = (vfloat)0.0f;
  for (size_t k = 0; k < depth; k++, b += b_stride) {
    vfloat columns[SB_BLOCK_VECTORS];
#pragma unroll
    for (size_t v = 0; v < vectors; v++) columns[v] = load(b + v * SB_LANES);
#pragma unroll
    for (size_t r = 0; r < rows; r++) {
      vfloat row = (vfloat)a[r * a_stride + k];
#pragma unroll
      for (size_t v = 0; v < vectors; v++) sums[r][v] = fma_of(row, columns[v], sums[r][v]);
    }
  }
#pragma unroll
  for (size_t r = 0; r < rows; r++)
#pragma unroll
    for (size_t v = 0; v < vectors; v++) store(c + r * c_stride + v * SB_LANES, sums[r][v]);
}

/// One strip of `vectors` vectors of columns, all rows.
SB_INLINE void multiply_strip(
    const float *a, size_t a_stride, size_t rows, size_t depth, const float *b, size_t b_stride, float *c,
    size_t c_stride, const size_t vectors) {
  size_t r = 0;
  for (; r + SB_BLOCK_ROWS <= rows; r += SB_BLOCK_ROWS)
    multiply_block(
        a + r * a_stride, a_stride, depth, b, b_stride, c + r * c_stride, c_stride, SB_BLOCK_ROWS, vectors);
  for (; r + 2 <= rows; r += 2)
    multiply_block(a + r * a_stride, a_stride, depth, b, b_stride, c + r * c_stride, c_stride, 2, vectors);
  if (r < rows)
    multiply_block(a + r * a_stride, a_stride, depth, b, b_stride, c + r * c_stride, c_stride, 1, vectors);
}

/// c (rows, columns) = a (rows, depth) b (depth, columns). Rows of b and c are padded to whole vectors.
static void multiply(
    const float *a, size_t a_stride, size_t rows, size_t depth, const float *b, size_t b_stride, size_t columns,
    float *c, size_t c_stride) {
  size_t column = 0;
  for (; column + (SB_BLOCK_VECTORS - 1) * SB_LANES < columns; column += SB_BLOCK_VECTORS * SB_LANES)
    multiply_strip(a, a_stride, rows, depth, b + column, b_stride, c + column, c_stride, SB_BLOCK_VECTORS);
  for (; column < columns; column += SB_LANES)
    multiply_strip(a, a_stride, rows, depth, b + column, b_stride, c + column, c_stride, 1);
}

// Interleaves the low or the high halves of each group of four lanes.
#if SB_LANES == 16
#define SB_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define SB_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#elif SB_LANES == 8
#define SB_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define SB_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#else
#define SB_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define SB_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#endif

/// Four floats from each of rows[0], rows[4], rows[8] ..., side by side.
SB_INLINE vfloat load_every_fourth(const float *const *rows, size_t offset) {
#define SB_QUAD(i) (*(const loose_floats4 *)(rows[i] + offset))
#if SB_LANES == 16
  floats8 low = __builtin_shufflevector(SB_QUAD(0), SB_QUAD(4), 0, 1, 2, 3, 4, 5, 6, 7);
  floats8 high = __builtin_shufflevector(SB_QUAD(8), SB_QUAD(12), 0, 1, 2, 3, 4, 5, 6, 7);
  return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#elif SB_LANES == 8
  return __builtin_shufflevector(SB_QUAD(0), SB_QUAD(4), 0, 1, 2, 3, 4, 5, 6, 7);
#else
  return SB_QUAD(0);
#endif
#undef SB_QUAD
}

/// transposed (width, stride) = the first `width` columns of `count` rows. The padding repeats the last row.
static void transpose(
    const float *rows, size_t row_stride, size_t count, size_t width, float *transposed, size_t stride) {
  for (size_t k = 0; k < count; k += SB_LANES) {
    const float *row[SB_LANES];
    for (size_t lane = 0; lane < SB_LANES; lane++)
      row[lane] = rows + (k + lane < count ? k + lane : count - 1) * row_stride;
    float *column = transposed + k;
    size_t c = 0;
    for (; c + 4 <= width; c += 4, column += 4 * stride) {
      vfloat a = load_every_fourth(row, c), b = load_every_fourth(row + 1, c);
      vfloat d = load_every_fourth(row + 2, c), e = load_every_fourth(row + 3, c);
      vfloat ad_low = SB_ZIP_LOW(a, d), ad_high = SB_ZIP_HIGH(a, d);
      vfloat be_low = SB_ZIP_LOW(b, e), be_high = SB_ZIP_HIGH(b, e);
      store(column, SB_ZIP_LOW(ad_low, be_low));
      store(column + stride, SB_ZIP_HIGH(ad_low, be_low));
      store(column + 2 * stride, SB_ZIP_LOW(ad_high, be_high));
      store(column + 3 * stride, SB_ZIP_HIGH(ad_high, be_high));
    }
    for (; c < width; c++, column += stride)
      for (size_t lane = 0; lane < SB_LANES; lane++) column[lane] = row[lane][c];
  }
}

/// y[i] = x[i] * scale.
SB_INLINE void scale_row(const float *x, float scale, float *y, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES) store(y + i, load(x + i) * scale);
  for (; i < count; i++) y[i] = x[i] * scale;
}

/// The same, rounded to bfloat16.
SB_INLINE void scale_row_bf16(const float *x, float scale, uint16_t *y, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES) *(loose_vushort *)(y + i) = brain_of(load(x + i) * scale);
  for (; i < count; i++) y[i] = sb_f32_as_bf16(x[i] * scale);
}

/// One of attention's inputs, from the first column of a head on.
typedef struct head_rows {
  const void *start;
  size_t stride;
  bool is_bf16;
} head_rows;

SB_INLINE head_rows rows_of_head(const void *rows, size_t stride, size_t column, sb_number number) {
  bool is_bf16 = number == SB_NUMBER_BF16;
  return (head_rows){(const char *)rows + column * (is_bf16 ? sizeof(uint16_t) : sizeof(float)), stride, is_bf16};
}

/// gathered (count, stride) = the first `width` columns of `count` rows from row `first` on, padded with zeros.
static void gather(head_rows rows, size_t first, size_t count, size_t width, float *gathered, size_t stride) {
  for (size_t r = first; r < first + count; r++, gathered += stride) {
    if (rows.is_bf16) bf16_to_f32((const uint16_t *)rows.start + r * rows.stride, gathered, width);
    else scale_row((const float *)rows.start + r * rows.stride, 1, gathered, width);
    for (size_t c = width; c < stride; c++) gathered[c] = 0;
  }
}

static void attention(const sb_attention *a) {
  sb_attention_layout layout = sb_attention_layout_of(a->query_count, a->key_count, a->head_width);
  uintptr_t alignment = SB_ATTENTION_ALIGNMENT * sizeof(float);
  float *scratch = (float *)(((uintptr_t)a->scratch + alignment - 1) / alignment * alignment);
  float *transposed_key = scratch + layout.transposed_key, *value = scratch + layout.value;
  float *scores = scratch + layout.scores, *output = scratch + layout.output;
  float scale = 1 / sqrtf((float)a->head_width);
  // With a causal mask, smaller blocks skip more of what is masked.
  size_t block = a->is_causal ? 2 * SB_BLOCK_ROWS : SB_ATTENTION_QUERIES;

  for (size_t h = 0; h < a->head_count; h++) {
    size_t column = h * a->head_width;
    head_rows queries = rows_of_head(a->query, a->query_stride, column, a->input);
    head_rows keys = rows_of_head(a->key, a->key_stride, column, a->input);
    head_rows values = rows_of_head(a->value, a->value_stride, column, a->input);
    const float *key = keys.start;
    size_t key_stride = keys.stride;
    if (keys.is_bf16) {  // the values' place is still free
      gather(keys, 0, a->key_count, a->head_width, value, layout.width);
      key = value;
      key_stride = layout.width;
    }
    transpose(key, key_stride, a->key_count, a->head_width, transposed_key, layout.keys);
    gather(values, 0, a->key_count, a->head_width, value, layout.width);

    for (size_t first = 0; first < a->query_count; first += block) {
      size_t count = a->query_count - first < block ? a->query_count - first : block;
      size_t seen = a->is_causal && first + count < a->key_count ? first + count : a->key_count;
      const float *query = (const float *)queries.start + first * queries.stride;
      size_t query_stride = queries.stride;
      if (queries.is_bf16) {  // the output's place is still free
        gather(queries, first, count, a->head_width, output, layout.width);
        query = output;
        query_stride = layout.width;
      }
      multiply(query, query_stride, count, a->head_width, transposed_key, layout.keys, seen, scores, layout.keys);

      float inverse[SB_ATTENTION_QUERIES];
      for (size_t q = 0; q < count; q++) {
        float *row = scores + q * layout.keys;
        size_t visible = a->is_causal && first + q + 1 < seen ? first + q + 1 : seen;
        inverse[q] = 1 / exp_row(row, visible, scale, true);
        for (size_t k = visible; k < seen; k++) row[k] = 0;
      }

      multiply(scores, layout.keys, count, seen, value, layout.width, a->head_width, output, layout.width);
      for (size_t q = 0; q < count; q++) {
        size_t place = (first + q) * a->output_stride + column;
        const float *sum = output + q * layout.width;
        if (a->result == SB_NUMBER_BF16) scale_row_bf16(sum, inverse[q], (uint16_t *)a->output + place, a->head_width);
        else scale_row(sum, inverse[q], (float *)a->output + place, a->head_width);
      }
    }
  }
}
