// SPDX-License-Identifier: MIT
//
// The arithmetic of Shoebox: small, pure functions over contiguous memory.
//
// Every kernel exists as a readable scalar reference (`scalar.c`) and, where the processor has them, as AVX2, AVX-512
// or NEON code. `sb_kernels_active` picks the best set once; every function takes the set it shall use, so that a test
// can run each of them in one process.
//
// Shapes are written (rows, columns), row-major and contiguous unless a stride is named. Strides count elements.
// No function allocates, none keeps a pointer, and pointers need only the alignment of their type.

#ifndef SHOEBOX_CKERNELS_H
#define SHOEBOX_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum sb_isa {
  SB_ISA_SCALAR = 0,
  SB_ISA_NEON = 1,
  SB_ISA_AVX2 = 2,    // with FMA and F16C
  SB_ISA_AVX512 = 3,  // F, BW, DQ and VL
} sb_isa;

/// The kernels of one instruction set.
typedef struct sb_kernels sb_kernels;

/// The kernels of `isa`, or NULL where this build or this processor has none.
const sb_kernels *sb_kernels_for(sb_isa isa);

/// The best kernels of this processor. The environment variable SHOEBOX_ISA (scalar, neon, avx2, avx512) asks for
/// another set; a name this processor cannot run is ignored.
const sb_kernels *sb_kernels_active(void);

/// "scalar", "neon", "avx2" or "avx512".
const char *sb_kernels_name(const sb_kernels *kernels);

// --- vectors -----------------------------------------------------------------------------------------------------

/// The sum of a[i] * b[i].
float sb_dot_f32(const sb_kernels *kernels, const float *a, const float *b, size_t count);

/// y[i] += x[i].
void sb_add_f32(const sb_kernels *kernels, float *y, const float *x, size_t count);

/// scores[r] = rows[r] . query for `rows` of shape (count, dimension).
void sb_scan_f32(
    const sb_kernels *kernels, const float *rows, size_t count, size_t dimension, const float *query, float *scores);

/// Divides every row of `x` (rows, width) by its Euclidean length, in place. A zero row stays zero.
void sb_normalize_l2_f32(const sb_kernels *kernels, float *x, size_t rows, size_t width);

// --- coded vectors -----------------------------------------------------------------------------------------------

/// Codes are bytes: 128 stands for zero, 0...255 for -128...127. A query is a number of two digits in base 128, `high` and
/// `low`, each -64...64. Both are (width) long for a width that is a multiple of 64, up to 65,536, so that no sum of
/// products exceeds 32 bits.
///
/// scores[r] = scales[r] * (128 * sum of (codes[r] - 128) * high + sum of (codes[r] - 128) * low)
///
/// for `codes` of shape (count, width). Both sums are exact; each is rounded to a float, and so are their sum and the
/// product. Bit for bit the same on every instruction set.
void sb_scan_codes(
    const sb_kernels *kernels, const uint8_t *codes, const float *scales, size_t count, size_t width,
    const int8_t *high, const int8_t *low, float *scores);

/// The same without the extensions (VNNI, dotprod) that not every processor of the set has, so that tests on one that has
/// them reach what others run.
void sb_scan_codes_basic(
    const sb_kernels *kernels, const uint8_t *codes, const float *scales, size_t count, size_t width,
    const int8_t *high, const int8_t *low, float *scores);

/// The sum of `count` words, modulo 2^64: nothing but a read loop, as fast as memory gives them. Benchmarks compare scans
/// with it.
uint64_t sb_sum_words(const sb_kernels *kernels, const uint64_t *start, size_t count);

// --- transformer -------------------------------------------------------------------------------------------------

/// y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, per row of (rows, width). `y` may be `x`.
void sb_layer_norm_f32(
    const sb_kernels *kernels, const float *x, size_t rows, size_t width, const float *gamma, const float *beta,
    float epsilon, float *y);

/// The same, rounded to bfloat16 (ties to even).
void sb_layer_norm_bf16(
    const sb_kernels *kernels, const float *x, size_t rows, size_t width, const float *gamma, const float *beta,
    float epsilon, uint16_t *y);

/// Rows of 8-bit numbers: number c of row r stands for scales[r] * (values[r * width + c] - zeros[r]).
typedef struct sb_quantized {
  uint8_t *values;  // (rows, width)
  float *scales;    // (rows)
  int32_t *zeros;   // (rows), 0...255
} sb_quantized;

/// Divides the range of each row of x, extended to contain 0, into 256 steps and rounds to the nearest. A row with NaN
/// or an infinity gets the scale NaN; one of zeros the scale 0.
void sb_quantize_f32(const sb_kernels *kernels, const float *x, size_t rows, size_t width, const sb_quantized *y);
void sb_quantize_bf16(const sb_kernels *kernels, const uint16_t *x, size_t rows, size_t width, const sb_quantized *y);

/// Layer norm, its result quantised likewise.
void sb_layer_norm_u8(
    const sb_kernels *kernels, const float *x, size_t rows, size_t width, const float *gamma, const float *beta,
    float epsilon, const sb_quantized *y);

typedef enum sb_curve {
  SB_CURVE_NONE = 0,
  SB_CURVE_RELU = 1,
  SB_CURVE_GELU = 2,        // x * Phi(x), to 2e-5
  SB_CURVE_QUICK_GELU = 3,  // x * sigmoid(1.702 x), to 2e-5
} sb_curve;

/// Sums of products of 8-bit numbers, and what makes the outputs of a linear layer of them:
/// y[r, c] = curve(scales[r] * weight_scales[c] * (sums[r, c] - zeros[r] * weight_sums[c]) + bias[c]).
typedef struct sb_sums {
  int32_t *sums;               // (rows, width); overwritten by sb_finish_u8
  const float *scales;         // (rows)
  const int32_t *zeros;        // (rows)
  const float *weight_scales;  // (width)
  const int32_t *weight_sums;  // (width)
  const float *bias;           // (width)
  size_t rows, width;
  sb_curve curve;
} sb_sums;

/// y of (rows, width); with `accumulates`, what y holds is added before the curve.
void sb_finish_f32(const sb_kernels *kernels, const sb_sums *sums, bool accumulates, float *y);
void sb_finish_bf16(const sb_kernels *kernels, const sb_sums *sums, uint16_t *y);

/// The outputs, quantised as sb_quantize_f32 does.
void sb_finish_u8(const sb_kernels *kernels, const sb_sums *sums, const sb_quantized *y);

/// Softmax of every row of `x` (rows, width), in place; the largest element is subtracted first.
void sb_softmax_f32(const sb_kernels *kernels, float *x, size_t rows, size_t width);

/// How the numbers of a matrix are stored.
typedef enum sb_number {
  SB_NUMBER_F32 = 0,
  SB_NUMBER_BF16 = 1,
} sb_number;

/// Multi-head attention of one sequence: out = softmax(Q K^T / sqrt(Dh) [+ causal mask]) V, head by head.
///
/// Row t of Q lies at `query + t * query_stride`, its head h at columns [h * Dh, (h + 1) * Dh); the same for K, V and
/// the output. With `is_causal`, query t sees keys 0...t (query_count == key_count).
typedef struct sb_attention {
  const void *query;  // (query_count, H * Dh), rows query_stride apart
  const void *key;    // (key_count, H * Dh), rows key_stride apart
  const void *value;  // (key_count, H * Dh), rows value_stride apart
  void *output;       // (query_count, H * Dh), rows output_stride apart
  sb_number input;    // of query, key and value
  sb_number result;   // of the output; sums are floats in any case
  size_t query_stride, key_stride, value_stride, output_stride;
  size_t query_count, key_count;
  size_t head_count, head_width;  // H, Dh: any width of 1 or more
  bool is_causal;
  float *scratch;  // sb_attention_scratch_count(query_count, key_count, head_width) floats
} sb_attention;

/// How many floats of scratch `sb_attend` needs.
size_t sb_attention_scratch_count(size_t query_count, size_t key_count, size_t head_width);

void sb_attend(const sb_kernels *kernels, const sb_attention *attention);

/// y[c] = the mean over rows of x (rows, width).
void sb_mean_rows_f32(const sb_kernels *kernels, const float *x, size_t rows, size_t width, float *y);

// --- pictures ----------------------------------------------------------------------------------------------------

/// out[i] = rgb[i] * scale[c] + bias[c] for `pixel_count` interleaved RGB pixels; c = i % 3.
void sb_normalize_rgb8_f32(
    const sb_kernels *kernels, const uint8_t *rgb, size_t pixel_count, const float scale[3], const float bias[3],
    float *out);

/// Means of `window` x `window` squares, stride `window`, of x (height, width, channels). Odd edges are left out.
void sb_average_pool_f32(
    const sb_kernels *kernels, const float *x, size_t height, size_t width, size_t channels, size_t window, float *y);

typedef enum sb_filter {
  SB_FILTER_BILINEAR = 0,  // triangle, support 1
  SB_FILTER_BICUBIC = 1,   // Keys cubic with a = -0.5, support 2
} sb_filter;

/// How many bytes of scratch `sb_resample_rgb8` needs.
size_t sb_resample_scratch_size(
    size_t source_width, size_t source_height, size_t width, size_t height, sb_filter filter);

/// Resizes an RGB picture exactly as Pillow's `Image.resize` does: separable, antialiased (the filter widens with the
/// reduction), horizontal pass first, 8 bits between the passes, 22-bit fixed-point weights. Bit for bit the same on
/// every instruction set.
///
/// - source: (source_height, source_width, 3); destination: (height, width, 3); all sides at least 1.
void sb_resample_rgb8(
    const sb_kernels *kernels, const uint8_t *source, size_t source_width, size_t source_height, uint8_t *destination,
    size_t width, size_t height, sb_filter filter, void *scratch);

// --- conversions and checksums -----------------------------------------------------------------------------------

/// Exact: every byte is a bfloat16, too.
void sb_u8_to_f32(const sb_kernels *kernels, const uint8_t *x, float *y, size_t count);
void sb_u8_to_bf16(const sb_kernels *kernels, const uint8_t *x, uint16_t *y, size_t count);

/// IEEE 754 half precision, including infinities, NaN and subnormal numbers.
void sb_f16_to_f32(const sb_kernels *kernels, const uint16_t *x, float *y, size_t count);
void sb_bf16_to_f32(const sb_kernels *kernels, const uint16_t *x, float *y, size_t count);

/// Rounds to nearest, ties to even; too large becomes infinity.
void sb_f32_to_f16(const sb_kernels *kernels, const float *x, uint16_t *y, size_t count);
void sb_f32_to_bf16(const sb_kernels *kernels, const float *x, uint16_t *y, size_t count);

/// CRC-32C (Castagnoli) of `size` bytes, continued from `crc` (0 to begin), as in RFC 3720.
uint32_t sb_crc32c(const sb_kernels *kernels, uint32_t crc, const void *bytes, size_t size);

#endif
