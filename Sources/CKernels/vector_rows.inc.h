// SPDX-License-Identifier: MIT
//
// Rows on their way into a matrix product of lower precision: layer norm, and rounding to bfloat16 or to 8 bits. A row
// is read several times instead of being kept between: it lies in the nearest cache.

/// Where the numbers of a row come from.
typedef enum row_kind { ROW_OF_F32, ROW_OF_BF16, ROW_OF_NORM } row_kind;

typedef struct row_source {
  const void *x;
  // Of a norm:
  const float *gamma, *beta;
  float mean, scale;
} row_source;

/// Lanes c, c + 1 ... of a row, of which `count` exist; the others are 0.
SB_INLINE vfloat row_lanes(const row_source *row, size_t c, size_t count, const row_kind kind) {
  if (kind == ROW_OF_BF16) {
    const uint16_t *x = (const uint16_t *)row->x + c;
    vushort bits = (vushort)(uint16_t)0;
    if (count == SB_LANES) bits = *(const loose_vushort *)x;
    else
      for (size_t i = 0; i < count; i++) bits[i] = x[i];
    return (vfloat)(__builtin_convertvector(bits, vuint) << 16);
  }
  const float *x = (const float *)row->x + c;
  bool is_whole = count == SB_LANES;
  vfloat value = is_whole ? load(x) : load_first(x, count, 0);
  if (kind == ROW_OF_F32) return value;
  vfloat gamma = is_whole ? load(row->gamma + c) : load_first(row->gamma + c, count, 0);
  vfloat beta = is_whole ? load(row->beta + c) : load_first(row->beta + c, count, 0);
  value = fma_of((value - row->mean) * row->scale, gamma, beta);
  if (!is_whole)
    for (size_t i = count; i < SB_LANES; i++) value[i] = 0;
  return value;
}

SB_INLINE row_source norm_of(const float *x, size_t width, const float *gamma, const float *beta, float epsilon) {
  row_source row = {.x = x, .gamma = gamma, .beta = beta};
  row.mean = sum_from(x, width, 0, SUM_OF_VALUES) / (float)width;
  float variance = sum_from(x, width, row.mean, SUM_OF_SQUARES) / (float)width;
  row.scale = 1 / sqrtf(variance + epsilon);
  return row;
}

static void layer_norm_f32(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon, float *y) {
  for (size_t r = 0; r < rows; r++, x += width, y += width) {
    row_source row = norm_of(x, width, gamma, beta, epsilon);
    size_t c = 0;
    for (; c + SB_LANES <= width; c += SB_LANES) store(y + c, row_lanes(&row, c, SB_LANES, ROW_OF_NORM));
    if (c < width) store_first(y + c, row_lanes(&row, c, width - c, ROW_OF_NORM), width - c);
  }
}

static void layer_norm_bf16(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon, uint16_t *y) {
  for (size_t r = 0; r < rows; r++, x += width, y += width) {
    row_source row = norm_of(x, width, gamma, beta, epsilon);
    size_t c = 0;
    for (; c + SB_LANES <= width; c += SB_LANES)
      *(loose_vushort *)(y + c) = brain_of(row_lanes(&row, c, SB_LANES, ROW_OF_NORM));
    if (c == width) continue;
    vushort last = brain_of(row_lanes(&row, c, width - c, ROW_OF_NORM));
    for (size_t i = 0; c + i < width; i++) y[c + i] = last[i];
  }
}

/// Writes one row as bytes.
SB_INLINE void write_steps(const row_source *row, size_t width, const row_kind kind, sb_steps steps, uint8_t *q) {
  vfloat inverse = (vfloat)steps.inverse;
  vfloat origin = (vfloat)((float)steps.zero + 0.5f);  // conversion cuts off: half a step more rounds
  for (size_t c = 0; c < width; c += SB_LANES) {
    size_t count = width - c < SB_LANES ? width - c : SB_LANES;
    vfloat place = fma_of(row_lanes(row, c, count, kind), inverse, origin);
    place = place < 255.0f ? place : (vfloat)255.0f;
    vbyte bytes = __builtin_convertvector(__builtin_convertvector(place, vint), vbyte);
    if (count == SB_LANES) *(loose_vbyte *)(q + c) = bytes;
    else
      for (size_t i = 0; i < count; i++) q[c + i] = bytes[i];
  }
}

/// Writes one row as bytes q with x = scale * (q - zero), about.
SB_INLINE void quantize_row(
    const row_source *row, size_t width, const row_kind kind, uint8_t *q, float *scale, int32_t *zero) {
  enum { STEP = 2 };  // running extremes, to hide the latency of a comparison
  vfloat least[STEP], most[STEP];
  vint is_number[STEP];
#pragma unroll
  for (size_t v = 0; v < STEP; v++) {
    least[v] = most[v] = (vfloat)0.0f;
    is_number[v] = (vint)-1;
  }
  size_t c = 0;
  for (; c + STEP * SB_LANES <= width; c += STEP * SB_LANES) {
#pragma unroll
    for (size_t v = 0; v < STEP; v++) {
      vfloat value = row_lanes(row, c + v * SB_LANES, SB_LANES, kind);
      least[v] = value < least[v] ? value : least[v];
      most[v] = value > most[v] ? value : most[v];
      is_number[v] &= value == value;
    }
  }
  for (; c < width; c += SB_LANES) {
    vfloat value = row_lanes(row, c, width - c < SB_LANES ? width - c : SB_LANES, kind);
    least[0] = value < least[0] ? value : least[0];
    most[0] = value > most[0] ? value : most[0];
    is_number[0] &= value == value;
  }
  float low = -largest_of(-(least[0] < least[1] ? least[0] : least[1]));
  float high = largest_of(larger_of(most[0], most[1]));
  float flaw = sum_of((is_number[0] & is_number[1]) != 0 ? (vfloat)0.0f : (vfloat)1.0f);
  sb_steps steps = sb_steps_between(low, flaw == 0 ? high : NAN);
  *scale = steps.scale;
  *zero = steps.zero;
  write_steps(row, width, kind, steps, q);
}

static void layer_norm_u8(
    const float *x, size_t rows, size_t width, const float *gamma, const float *beta, float epsilon,
    const sb_quantized *y) {
  for (size_t r = 0; r < rows; r++) {
    row_source row = norm_of(x + r * width, width, gamma, beta, epsilon);
    quantize_row(&row, width, ROW_OF_NORM, y->values + r * width, y->scales + r, y->zeros + r);
  }
}

static void quantize_f32(const float *x, size_t rows, size_t width, const sb_quantized *y) {
  for (size_t r = 0; r < rows; r++) {
    row_source row = {.x = x + r * width};
    quantize_row(&row, width, ROW_OF_F32, y->values + r * width, y->scales + r, y->zeros + r);
  }
}

static void quantize_bf16(const uint16_t *x, size_t rows, size_t width, const sb_quantized *y) {
  for (size_t r = 0; r < rows; r++) {
    row_source row = {.x = x + r * width};
    quantize_row(&row, width, ROW_OF_BF16, y->values + r * width, y->scales + r, y->zeros + r);
  }
}
