// SPDX-License-Identifier: MIT
//
// Dot products, the scan over many vectors, and lengths.

/// Four running sums hide the latency of a multiplication. A scan takes one row after the other, so that memory is read
/// in one stream; taking several rows at a time, to load the query less often, was slower.
static inline float dot_f32(const float *a, const float *b, size_t count) {
  vfloat sums[4] = {0};
  size_t i = 0;
  for (; i + 4 * SB_LANES <= count; i += 4 * SB_LANES) {
#pragma unroll
    for (size_t v = 0; v < 4; v++)
      sums[v] = fma_of(load(a + i + v * SB_LANES), load(b + i + v * SB_LANES), sums[v]);
  }
  for (; i + SB_LANES <= count; i += SB_LANES) sums[0] = fma_of(load(a + i), load(b + i), sums[0]);
  if (i < count) sums[1] = fma_of(load_first(a + i, count - i, 0), load_first(b + i, count - i, 0), sums[1]);
  return sum_of((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

static void scan_f32(const float *rows, size_t count, size_t dimension, const float *query, float *scores) {
  for (size_t r = 0; r < count; r++) scores[r] = dot_f32(rows + r * dimension, query, dimension);
}

static void add_f32(float *y, const float *x, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES) store(y + i, load(y + i) + load(x + i));
  for (; i < count; i++) y[i] += x[i];
}

static void normalize_l2_f32(float *x, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++, x += width) {
    float squares = dot_f32(x, x, width);
    if (squares == 0) continue;
    float inverse = 1 / sqrtf(squares);
    size_t i = 0;
    for (; i + SB_LANES <= width; i += SB_LANES) store(x + i, load(x + i) * inverse);
    for (; i < width; i++) x[i] *= inverse;
  }
}

static void mean_rows_f32(const float *x, size_t rows, size_t width, float *y) {
  float count = (float)rows;
  size_t c = 0;
  for (; c + 4 * SB_LANES <= width; c += 4 * SB_LANES) {
    vfloat sums[4] = {0};
    for (size_t r = 0; r < rows; r++)
#pragma unroll
      for (size_t v = 0; v < 4; v++) sums[v] += load(x + r * width + c + v * SB_LANES);
#pragma unroll
    for (size_t v = 0; v < 4; v++) store(y + c + v * SB_LANES, sums[v] / count);
  }
  for (; c < width; c++) {
    float sum = 0;
    for (size_t r = 0; r < rows; r++) sum += x[r * width + c];
    y[c] = sum / count;
  }
}
