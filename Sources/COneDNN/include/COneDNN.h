// SPDX-License-Identifier: MIT
//
// The one door to oneDNN: linear layers and convolutions with packed weights, in f32, bf16 and int8.
//
// A layer is created once, from plain weights or from bytes that it packed in an earlier process, and is read-only
// afterwards: many threads may execute it at once, each with a context of its own. What it computes in follows from
// the element of its source. Products of 8-bit numbers are left as whole sums, which lose nothing: what makes outputs
// of them depends on scales that each row of a source brings along, and that is the caller's to fuse with what follows.
// Everything that differs between versions of oneDNN's C API stays behind this header.

#ifndef SHOEBOX_CONEDNN_H
#define SHOEBOX_CONEDNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// 0, or why something failed.
typedef enum sb_status {
  SB_OK = 0,
  SB_OUT_OF_MEMORY = 1,
  SB_UNSUPPORTED = 2,  // there is no implementation for this shape and these elements on this processor
  SB_FAILED = 3,       // the description contradicts itself, or oneDNN refused it
  SB_STALE = 4,        // the packed bytes were made for another layer, processor or library: pack again
} sb_status;

/// What a matrix is made of.
typedef enum sb_element {
  SB_F32 = 0,
  SB_BF16 = 1,
  SB_S8 = 2,  // weights only
  SB_U8 = 3,  // sources only
} sb_element;

/// "2.6.3": the version of the library that runs, not of its header.
const char *sb_onednn_version(void);

/// What packed bytes depend on: the library's version and the instruction set it uses here, as "2.6.3 avx512_core".
const char *sb_onednn_identity(void);

/// Whether a source of this element is computed exactly and by instructions made for it: bf16 products, and products of
/// 8-bit numbers that cannot saturate. Others are SB_UNSUPPORTED, or slow: bf16 where it is converted to f32.
bool sb_supports(sb_element source);

// --- contexts ----------------------------------------------------------------------------------------------------

/// What one thread needs to execute layers: a stream, scratch memory and a thread count.
typedef struct sb_context sb_context;

/// A context whose kernels use `threads` threads, the calling one included.
sb_status sb_context_create(int threads, sb_context **context);
void sb_context_destroy(sb_context *context);

// --- linear layers -----------------------------------------------------------------------------------------------

typedef enum sb_activation {
  SB_ACTIVATION_NONE = 0,
  SB_ACTIVATION_RELU = 1,
  SB_ACTIVATION_GELU = 2,        // x * Phi(x), with the error function
  SB_ACTIVATION_QUICK_GELU = 3,  // x * sigmoid(1.702 x)
} sb_activation;

typedef enum sb_weight_order {
  SB_OUTPUT_MAJOR = 0,  // weights (outputs, inputs), as torch.nn.Linear has them
  SB_INPUT_MAJOR = 1,   // weights (inputs, outputs), as in `x @ proj`
} sb_weight_order;

/// y = activation(x W + b [+ y]), or sums = x W for a U8 source.
typedef struct sb_linear sb_linear;

/// All pointers are read during creation only, but for `packed`.
typedef struct sb_linear_description {
  int64_t inputs, outputs;
  const void *weights;         // in `order`; may be NULL with `packed`
  sb_element weight_element;   // F32 or BF16: rounded to what `source` asks for; or S8, for a U8 source only
  const float *weight_scales;  // (outputs), with S8: a weight is scale * element
  const float *bias;           // (outputs) or NULL; with `packed`, that has it
  sb_weight_order order;
  sb_activation activation;
  bool accumulates;        // adds to what `y` holds, before the activation
  sb_element source;       // F32, BF16 or U8: what x is made of, and what is computed in
  sb_element destination;  // F32 or BF16: what y is made of; it, activation and accumulates do not touch sums
  const void *packed;      // what sb_linear_export wrote, or NULL; aligned to 64, used in place: outlives the layer
  size_t packed_size;
} sb_linear_description;

/// Creates a layer that will first see `rows` rows, in `context`.
///
/// With `packed`: SB_STALE if those bytes are not what this layer would pack here and now.
sb_status sb_linear_create(
    const sb_linear_description *description, sb_context *context, int64_t rows, sb_linear **linear);
void sb_linear_destroy(sb_linear *linear);

/// x: (rows, inputs), y: (rows, outputs), contiguous. Not for a U8 source.
sb_status sb_linear_execute(sb_linear *linear, sb_context *context, int64_t rows, const void *x, void *y);

/// x: (rows, inputs) of U8, sums: (rows, outputs). Only for a U8 source.
///
/// Where a row's numbers stand for scale * (q - zero), its outputs are
/// activation(scale * weight scale * (sum - zero * weight sum) + bias [+ y]).
sb_status sb_linear_multiply(sb_linear *linear, sb_context *context, int64_t rows, const void *x, int32_t *sums);

/// What makes outputs of sums; valid as long as the layer lives.
typedef struct sb_constants {
  const float *weight_scales;  // (outputs), or NULL if the source is not U8
  const int32_t *weight_sums;  // (outputs): the sum of an output's 8-bit weights; or NULL
  const float *bias;           // (outputs), or NULL
} sb_constants;

sb_constants sb_linear_constants_of(const sb_linear *linear);

/// How many bytes sb_linear_export writes; 0 if the library keeps the layout of these weights to itself.
size_t sb_linear_export_size(sb_linear *linear);

/// Writes everything that was packed (weights, scales, bias) to `bytes`, which are aligned to 64.
sb_status sb_linear_export(sb_linear *linear, void *bytes, size_t size);

// --- convolutions ------------------------------------------------------------------------------------------------

/// y = activation(convolution(x) + b [+ y]), or sums, over pictures in (batch, height, width, channels) order.
typedef struct sb_convolution sb_convolution;

/// All pointers are read during creation only, but for `packed`.
typedef struct sb_convolution_description {
  int64_t inputs, outputs;          // channels
  int64_t kernel, stride, padding;  // of both sides
  const void *weights;              // (outputs, inputs, kernel, kernel); may be NULL with `packed`
  sb_element weight_element;        // as for linear layers
  const float *weight_scales;       // (outputs), with S8
  const float *bias;                // (outputs) or NULL; with `packed`, that has it
  sb_activation activation;
  bool accumulates;
  sb_element source;       // F32, BF16 or U8
  sb_element destination;  // F32 or BF16
  const void *packed;      // as for linear layers
  size_t packed_size;
} sb_convolution_description;

/// Creates a layer that will first see (batch, height, width) pictures, in `context`.
sb_status sb_convolution_create(
    const sb_convolution_description *description, sb_context *context, int64_t batch, int64_t height, int64_t width,
    sb_convolution **convolution);
void sb_convolution_destroy(sb_convolution *convolution);

/// x: (batch, height, width, inputs); y: (batch, out, out', outputs), out = (height + 2 padding - kernel) / stride + 1.
/// Not for a U8 source.
sb_status sb_convolution_execute(
    sb_convolution *convolution, sb_context *context, int64_t batch, int64_t height, int64_t width, const void *x,
    void *y);

/// As sb_convolution_execute, for a U8 source only. Padding is 0, so the source's zero has to be 0, too: what comes out
/// of a ReLU.
sb_status sb_convolution_multiply(
    sb_convolution *convolution, sb_context *context, int64_t batch, int64_t height, int64_t width, const void *x,
    int32_t *sums);

/// As for linear layers.
sb_constants sb_convolution_constants_of(const sb_convolution *convolution);
size_t sb_convolution_export_size(sb_convolution *convolution);
sb_status sb_convolution_export(sb_convolution *convolution, void *bytes, size_t size);

#endif
