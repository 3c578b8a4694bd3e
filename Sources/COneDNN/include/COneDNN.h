// SPDX-License-Identifier: MIT
//
// The one door to oneDNN: linear layers and convolutions with packed weights, in f32.
//
// A layer is created once from plain weights and for the first shape it will see, and packs the weights into the layout
// the library wants for that; afterwards it is read-only and may be executed by many threads at once, each with a
// context of its own. Primitives, and packed copies if they need others, are made for the shapes that occur and kept. Everything that differs between versions of oneDNN's C API stays behind this header.

#ifndef SHOEBOX_CONEDNN_H
#define SHOEBOX_CONEDNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// 0, or why something failed.
typedef enum sb_status {
  SB_OK = 0,
  SB_OUT_OF_MEMORY = 1,
  SB_UNSUPPORTED = 2,  // oneDNN has no implementation for this shape on this processor
  SB_FAILED = 3,
} sb_status;

/// "2.6.3": the version of the library that runs, not of its header.
const char *sb_onednn_version(void);

// --- contexts ----------------------------------------------------------------------------------------------------

/// What one thread needs to execute layers: a stream, scratch memory and a thread count.
typedef struct sb_context sb_context;

/// A context whose kernels use `threads` threads, the calling one included.
sb_status sb_context_create(int threads, sb_context **context);
void sb_context_destroy(sb_context *context);

// --- layers ------------------------------------------------------------------------------------------------------

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

/// y = activation(x W + b [+ y]).
typedef struct sb_linear sb_linear;

typedef struct sb_linear_description {
  int64_t inputs, outputs;
  const float *weights;  // read during creation only
  const float *bias;     // (outputs) or NULL; read during creation only
  sb_weight_order order;
  sb_activation activation;
  bool accumulates;  // adds to what `y` holds, before the activation
} sb_linear_description;

/// Creates a layer that will first see `rows` rows, in `context`.
sb_status sb_linear_create(
    const sb_linear_description *description, sb_context *context, int64_t rows, sb_linear **linear);
void sb_linear_destroy(sb_linear *linear);

/// x: (rows, inputs), y: (rows, outputs), contiguous.
sb_status sb_linear_execute(sb_linear *linear, sb_context *context, int64_t rows, const float *x, float *y);

/// y = activation(convolution(x) + b [+ y]) over pictures in (batch, height, width, channels) order.
typedef struct sb_convolution sb_convolution;

typedef struct sb_convolution_description {
  int64_t inputs, outputs;      // channels
  int64_t kernel, stride, padding;  // of both sides
  const float *weights;  // (outputs, inputs, kernel, kernel); read during creation only
  const float *bias;     // (outputs) or NULL; read during creation only
  sb_activation activation;
  bool accumulates;
} sb_convolution_description;

/// Creates a layer that will first see (batch, height, width) pictures, in `context`.
sb_status sb_convolution_create(
    const sb_convolution_description *description, sb_context *context, int64_t batch, int64_t height, int64_t width,
    sb_convolution **convolution);
void sb_convolution_destroy(sb_convolution *convolution);

/// x: (batch, height, width, inputs); y: (batch, out, out', outputs) with out = (height + 2 padding - kernel) / stride + 1.
sb_status sb_convolution_execute(
    sb_convolution *convolution, sb_context *context, int64_t batch, int64_t height, int64_t width, const float *x,
    float *y);

#endif
