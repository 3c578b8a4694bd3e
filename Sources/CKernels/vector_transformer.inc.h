// SPDX-License-Identifier: MIT
//
// Layer norm and softmax.

typedef enum row_sum { SUM_OF_VALUES, SUM_OF_SQUARES } row_sum;

/// The sum over a row of x - origin, or of its square. Four running sums hide the latency of an addition.
SB_INLINE float sum_from(const float *x, size_t width, float origin, const row_sum kind) {
  vfloat sums[4] = {0};
  size_t c = 0;
  for (; c + 4 * SB_LANES <= width; c += 4 * SB_LANES) {
#pragma unroll
    for (size_t v = 0; v < 4; v++) {
      vfloat distance = load(x + c + v * SB_LANES) - origin;
      sums[v] = kind == SUM_OF_SQUARES ? fma_of(distance, distance, sums[v]) : sums[v] + distance;
    }
  }
  for (; c < width; c += SB_LANES) {
    size_t left = width - c;
    vfloat distance = (left >= SB_LANES ? load(x + c) : load_first(x + c, left, origin)) - origin;
    sums[0] = kind == SUM_OF_SQUARES ? fma_of(distance, distance, sums[0]) : sums[0] + distance;
  }
  return sum_of((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

/// e^x to about one unit in the last place for x <= 88; below -87.3, where the result would be subnormal, 0.
/// NaN stays NaN. Reduction and polynomial as in the Cephes library's expf.
SB_INLINE vfloat exp_of(vfloat x) {
  const float log2_e = 1.44269504f;
  const float ln2_high = 0.693359375f, ln2_low = -2.12194440e-4f;  // their sum is ln 2
  const float rounder = 0x1.8p23f;  // adding it leaves the nearest whole number in the low bits

  vfloat rounded = fma_of(x, (vfloat)log2_e, (vfloat)rounder);
  vfloat n = rounded - rounder;
  vfloat r = fma_of(n, (vfloat)-ln2_high, x);
  r = fma_of(n, (vfloat)-ln2_low, r);  // |r| <= ln 2 / 2

  vfloat p = (vfloat)1.9875691500e-4f;
  p = fma_of(p, r, (vfloat)1.3981999507e-3f);
  p = fma_of(p, r, (vfloat)8.3334519073e-3f);
  p = fma_of(p, r, (vfloat)4.1665795894e-2f);
  p = fma_of(p, r, (vfloat)1.6666665459e-1f);
  p = fma_of(p, r, (vfloat)5.0000001201e-1f);
  p = fma_of(p, r * r, r) + 1.0f;

  vuint power = ((vuint)rounded << 23) + 0x3F800000u;  // the bits of 2^n
  vfloat result = p * (vfloat)power;
  return x < -87.3f ? (vfloat)0.0f : result;
}

/// x = exp(scale * (x - max x)), and returns the sum. A `padded` row may be read and written to the end of its last
/// vector; the lanes there become 0.
SB_INLINE float exp_row(float *x, size_t width, float scale, const bool padded) {
  size_t whole = width / SB_LANES * SB_LANES, left = width - whole;
  vint is_valid = lane_numbers() < (int)left;
  vfloat last = (vfloat)-INFINITY;
  if (left > 0) last = padded ? (is_valid ? load(x + whole) : last) : load_first(x + whole, left, -INFINITY);

  vfloat largest = last;
  for (size_t c = 0; c < whole; c += SB_LANES) largest = larger_of(load(x + c), largest);
  float origin = scale * largest_of(largest);

  vfloat sum = (vfloat)0.0f;
  for (size_t c = 0; c < whole; c += SB_LANES) {
    vfloat power = exp_of(fma_of(load(x + c), (vfloat)scale, (vfloat)-origin));
    store(x + c, power);
    sum += power;
  }
  if (left > 0) {
    vfloat power = exp_of(fma_of(last, (vfloat)scale, (vfloat)-origin));
    power = is_valid ? power : (vfloat)0.0f;
    if (padded) store(x + whole, power);
    else store_first(x + whole, power, left);
    sum += power;
  }
  return sum_of(sum);
}

static void softmax_f32(float *x, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++, x += width) {
    float inverse = 1 / exp_row(x, width, 1, false);
    size_t c = 0;
    for (; c + SB_LANES <= width; c += SB_LANES) store(x + c, load(x + c) * inverse);
    for (; c < width; c++) x[c] *= inverse;
  }
}
