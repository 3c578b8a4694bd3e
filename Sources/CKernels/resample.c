// SPDX-License-Identifier: MIT
//
// Resizing as Pillow does it (src/libImaging/Resample.c): which inputs an output pixel is made of, with what weights,
// and in what order the two passes run. The passes themselves belong to the instruction sets.

#include "kernels.h"

#include <math.h>
#include <string.h>

// A fused multiply-add would round differently from Pillow and from other processors.
#pragma STDC FP_CONTRACT OFF

static double support_of(sb_filter filter) {
  return filter == SB_FILTER_BICUBIC ? 2 : 1;
}

static double bilinear(double x) {
  x = fabs(x);
  return x < 1 ? 1 - x : 0;
}

static double bicubic(double x) {
  const double a = -0.5;
  x = fabs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

static double scale_of(size_t source, size_t size) {
  return (double)source / (double)size;
}

/// The most inputs one output is made of.
static size_t tap_stride(size_t source, size_t size, sb_filter filter) {
  double reduction = fmax(scale_of(source, size), 1);
  size_t taps = 2 * (size_t)ceil(support_of(filter) * reduction) + 1;
  return taps < source ? taps : source;
}

/// Where the parts of the scratch memory lie, in bytes from its (aligned) start.
typedef struct layout {
  size_t weights, first, count, exact, strip, between, end;
} layout;

static size_t aligned(size_t size) {
  return (size + 63) / 64 * 64;
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

/// Both passes share the room for their weights: the second computes its own when the first is done.
static layout layout_of(size_t source_width, size_t source_height, size_t width, size_t height, sb_filter filter) {
  size_t across = tap_stride(source_width, width, filter), down = tap_stride(source_height, height, filter);
  layout l;
  l.weights = 0;
  l.first = l.weights + aligned(larger(width * across, height * down) * sizeof(int32_t));
  l.count = l.first + aligned(larger(width, height) * sizeof(uint32_t));
  l.exact = l.count + aligned(larger(width, height) * sizeof(uint32_t));
  l.strip = l.exact + aligned(larger(across, down) * sizeof(double));
  l.between = l.strip + SB_STRIP_ROWS * (aligned(3 * source_width) + aligned(3 * width));
  l.end = l.between + (width != source_width && height != source_height ? aligned(3 * width * source_height) : 0);
  return l;
}

size_t sb_resample_scratch_size(
    size_t source_width, size_t source_height, size_t width, size_t height, sb_filter filter) {
  return layout_of(source_width, source_height, width, height, filter).end + 63;
}

/// Computes the weights that make `size` outputs of `source` inputs.
static sb_taps make_taps(size_t source, size_t size, sb_filter filter, uint8_t *scratch, layout l) {
  int32_t *weights = (int32_t *)(scratch + l.weights);
  uint32_t *first = (uint32_t *)(scratch + l.first), *count = (uint32_t *)(scratch + l.count);
  double *exact = (double *)(scratch + l.exact);
  size_t stride = tap_stride(source, size, filter);
  double scale = scale_of(source, size);
  double reduction = scale < 1 ? 1 : scale;
  double support = support_of(filter) * reduction, inverse = 1 / reduction;

  for (size_t i = 0; i < size; i++) {
    double centre = ((double)i + 0.5) * scale;
    double low = centre - support + 0.5, high = centre + support + 0.5;
    size_t start = low < 0 ? 0 : (size_t)low;
    size_t end = high > (double)source ? source : (size_t)high;
    double sum = 0;
    for (size_t t = 0; t < end - start; t++) {
      double distance = ((double)(t + start) - centre + 0.5) * inverse;
      exact[t] = filter == SB_FILTER_BICUBIC ? bicubic(distance) : bilinear(distance);
      sum += exact[t];
    }
    for (size_t t = 0; t < end - start; t++) {
      double weight = (sum != 0 ? exact[t] / sum : exact[t]) * (1 << SB_WEIGHT_BITS);
      weights[i * stride + t] = (int32_t)(weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    first[i] = (uint32_t)start;
    count[i] = (uint32_t)(end - start);
  }
  return (sb_taps){.weights = weights, .first = first, .count = count, .stride = stride};
}

void sb_resample_rgb8(
    const sb_kernels *kernels, const uint8_t *source, size_t source_width, size_t source_height, uint8_t *destination,
    size_t width, size_t height, sb_filter filter, void *scratch) {
  layout l = layout_of(source_width, source_height, width, height, filter);
  uint8_t *memory = (uint8_t *)aligned((uintptr_t)scratch);
  bool changes_width = width != source_width, changes_height = height != source_height;

  if (changes_width) {
    sb_taps taps = make_taps(source_width, width, filter, memory, l);
    uint8_t *result = changes_height ? memory + l.between : destination;
    kernels->resample_horizontal(source, source_height, source_width, &taps, result, width, memory + l.strip);
    source = result;
  }
  if (changes_height) {
    sb_taps taps = make_taps(source_height, height, filter, memory, l);
    kernels->resample_vertical(source, 3 * width, &taps, destination, height);
  }
  if (!changes_width && !changes_height) memcpy(destination, source, 3 * width * height);
}
