// SPDX-License-Identifier: MIT
//
// The two passes of a resize, in the reference's integer arithmetic: sixteen sums of 32 bits at a time.
//
// The vertical pass is the easy one, since sixteen neighbouring bytes share their weights. The horizontal pass gets
// there by turning strips of sixteen rows on their side: byte i of all sixteen rows becomes one vector.

static const int32_t half_weight = 1 << (SB_WEIGHT_BITS - 1);

/// The bytes of sixteen weighted sums, clamped to 0...255.
#define SB_CLIPPED(sums)                                                                     \
  __builtin_convertvector(                                                                   \
      __builtin_elementwise_min(                                                             \
          __builtin_elementwise_max((sums) >> SB_WEIGHT_BITS, (ints16)(0)), (ints16)(255)), \
      bytes16)

/// The 32-bit product of sixteen bytes and one weight.
#define SB_WEIGHTED(bytes, weight) (__builtin_convertvector(*(const loose_bytes16 *)(bytes), ints16) * (weight))

/// Transposes 16 x 16 bytes. Interleaving the upper with the lower eight rows four times over moves byte (r, c) to
/// (c, r).
SB_INLINE void transpose_bytes(bytes16 rows[SB_STRIP_ROWS]) {
#pragma unroll
  for (int step = 0; step < 4; step++) {
    bytes16 next[SB_STRIP_ROWS];
#pragma unroll
    for (int i = 0; i < 8; i++) {
      bytes16 a = rows[i], b = rows[i + 8];
      next[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      next[2 * i + 1] = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
#pragma unroll
    for (int i = 0; i < SB_STRIP_ROWS; i++) rows[i] = next[i];
  }
}

/// strip[i] = byte i of each row, for rows of `size` bytes. Where there are fewer than sixteen rows, the last repeats.
static void rows_to_strip(const uint8_t *rows, size_t count, size_t size, uint8_t *strip) {
  for (size_t i = 0; i < size; i += 16) {
    size_t left = size - i < 16 ? size - i : 16;
    bytes16 block[SB_STRIP_ROWS];
#pragma unroll
    for (size_t r = 0; r < SB_STRIP_ROWS; r++) {
      const uint8_t *row = rows + (r < count ? r : count - 1) * size + i;
      block[r] = (bytes16)0;
      if (left == 16) block[r] = *(const loose_bytes16 *)row;
      else __builtin_memcpy(&block[r], row, left);
    }
    transpose_bytes(block);
    __builtin_memcpy(strip + i * SB_STRIP_ROWS, block, sizeof block);
  }
}

/// The way back, for the first `count` rows.
static void strip_to_rows(const uint8_t *strip, size_t count, size_t size, uint8_t *rows) {
  for (size_t i = 0; i < size; i += 16) {
    size_t left = size - i < 16 ? size - i : 16;
    bytes16 block[SB_STRIP_ROWS];
    __builtin_memcpy(block, strip + i * SB_STRIP_ROWS, sizeof block);
    transpose_bytes(block);
    for (size_t r = 0; r < count; r++) {
      if (left == 16) *(loose_bytes16 *)(rows + r * size + i) = block[r];
      else __builtin_memcpy(rows + r * size + i, &block[r], left);
    }
  }
}

static void resample_horizontal(
    const uint8_t *source, size_t rows, size_t source_width, const sb_taps *taps, uint8_t *destination, size_t width,
    uint8_t *strip) {
  size_t source_size = 3 * source_width, size = 3 * width;
  uint8_t *resized = strip + SB_STRIP_ROWS * ((source_size + 15) / 16 * 16);
  for (size_t first = 0; first < rows; first += SB_STRIP_ROWS) {
    size_t count = rows - first < SB_STRIP_ROWS ? rows - first : SB_STRIP_ROWS;
    rows_to_strip(source + first * source_size, count, source_size, strip);
    for (size_t x = 0; x < width; x++) {
      const int32_t *weights = taps->weights + x * taps->stride;
      const uint8_t *column = strip + (size_t)taps->first[x] * 3 * SB_STRIP_ROWS;
      ints16 red = (ints16)(half_weight), green = (ints16)(half_weight), blue = (ints16)(half_weight);
      for (uint32_t t = 0; t < taps->count[x]; t++, column += 3 * SB_STRIP_ROWS) {
        red += SB_WEIGHTED(column, weights[t]);
        green += SB_WEIGHTED(column + SB_STRIP_ROWS, weights[t]);
        blue += SB_WEIGHTED(column + 2 * SB_STRIP_ROWS, weights[t]);
      }
      uint8_t *pixel = resized + x * 3 * SB_STRIP_ROWS;
      *(loose_bytes16 *)pixel = SB_CLIPPED(red);
      *(loose_bytes16 *)(pixel + SB_STRIP_ROWS) = SB_CLIPPED(green);
      *(loose_bytes16 *)(pixel + 2 * SB_STRIP_ROWS) = SB_CLIPPED(blue);
    }
    strip_to_rows(resized, count, size, destination + first * size);
  }
}

/// Bytes of a row that are taken at a time.
enum { VERTICAL_STEP = 32 };

static void resample_vertical(
    const uint8_t *source, size_t row_size, const sb_taps *taps, uint8_t *destination, size_t height) {
  if (row_size < VERTICAL_STEP) {
    sb_kernels_scalar.resample_vertical(source, row_size, taps, destination, height);
    return;
  }
  for (size_t y = 0; y < height; y++, destination += row_size) {
    const int32_t *weights = taps->weights + y * taps->stride;
    const uint8_t *first = source + taps->first[y] * row_size;
    for (size_t i = 0; i < row_size; i += VERTICAL_STEP) {
      // The last step begins early enough to be a whole one, and computes some bytes again.
      size_t start = row_size - i < VERTICAL_STEP ? row_size - VERTICAL_STEP : i;
      const uint8_t *bytes = first + start;
      ints16 low = (ints16)(half_weight), high = (ints16)(half_weight);
      for (uint32_t t = 0; t < taps->count[y]; t++, bytes += row_size) {
        low += SB_WEIGHTED(bytes, weights[t]);
        high += SB_WEIGHTED(bytes + 16, weights[t]);
      }
      *(loose_bytes16 *)(destination + start) = SB_CLIPPED(low);
      *(loose_bytes16 *)(destination + start + 16) = SB_CLIPPED(high);
    }
  }
}
