// SPDX-License-Identifier: MIT
//
// From the sums of a product of 8-bit numbers to the outputs of a layer, while they lie in the nearest caches.

/// 1 / (1 + e^-x), to 1e-6.
SB_INLINE vfloat sigmoid_of(vfloat x) {
  const float log2_e = 1.44269504f;
  const float rounder = 0x1.8p23f;
  vfloat bounded = larger_of(x, (vfloat)-80.0f);
  bounded = bounded < 80.0f ? bounded : (vfloat)80.0f;
  vfloat t = bounded * -log2_e;
  vfloat rounded = t + rounder;
  vfloat f = t - (rounded - rounder);  // |f| <= 1 / 2
  // 2^f = e^(f ln 2), Taylor's first six terms.
  vfloat p = (vfloat)1.33335581e-3f;
  p = fma_of(p, f, (vfloat)9.61812911e-3f);
  p = fma_of(p, f, (vfloat)5.55041087e-2f);
  p = fma_of(p, f, (vfloat)0.240226507f);
  p = fma_of(p, f, (vfloat)0.693147181f);
  p = fma_of(p, f, (vfloat)1.0f);
  vfloat power = (vfloat)((vuint)p + ((vuint)rounded << 23));
  return 1.0f / (power + 1.0f);
}

/// Phi(x), the normal distribution's probability of less than x, to 2e-5: an odd polynomial fitted (by weighted least
/// squares, so that the error of x * Phi(x) is even) where the tails are not yet flat.
SB_INLINE vfloat normal_probability(vfloat x) {
  const float flat = 4.8f;
  vfloat t = larger_of(x, (vfloat)-flat);
  t = t < flat ? t : (vfloat)flat;
  vfloat u = t * t;
  vfloat p = (vfloat)3.526698586e-14f;
  p = fma_of(p, u, (vfloat)-5.237187854e-12f);
  p = fma_of(p, u, (vfloat)3.497095391e-10f);
  p = fma_of(p, u, (vfloat)-1.395451932e-08f);
  p = fma_of(p, u, (vfloat)3.738763894e-07f);
  p = fma_of(p, u, (vfloat)-7.182884929e-06f);
  p = fma_of(p, u, (vfloat)1.033464578e-04f);
  p = fma_of(p, u, (vfloat)-1.145331888e-03f);
  p = fma_of(p, u, (vfloat)9.886971675e-03f);
  p = fma_of(p, u, (vfloat)-6.640017778e-02f);
  p = fma_of(p, u, (vfloat)3.989093900e-01f);
  p = fma_of(p, t, (vfloat)0.5f);
  p = larger_of(p, (vfloat)0.0f);
  return p < 1.0f ? p : (vfloat)1.0f;
}

SB_INLINE vfloat bent(vfloat x, const sb_curve curve) {
  switch (curve) {
    case SB_CURVE_NONE:
      return x;
    case SB_CURVE_RELU:
      return x < 0.0f ? (vfloat)0.0f : x;
    case SB_CURVE_GELU:
      return x * normal_probability(x);
    case SB_CURVE_QUICK_GELU:
      return x * sigmoid_of(x * 1.702f);
  }
  return x;
}

/// Outputs c, c + 1 ... of one row, with something added before the curve.
SB_INLINE vfloat outputs_at(const sb_sums *s, size_t r, size_t c, vfloat addend, const sb_curve curve) {
  vint sums = *(const loose_vint *)(s->sums + r * s->width + c);
  vint rest = sums - *(const loose_vint *)(s->weight_sums + c) * s->zeros[r];
  vfloat scale = load(s->weight_scales + c) * s->scales[r];
  return bent(fma_of(__builtin_convertvector(rest, vfloat), scale, load(s->bias + c) + addend), curve);
}

/// One output at the end of a row, computed as the others are.
SB_INLINE float output_at(const sb_sums *s, size_t r, size_t c, float addend, const sb_curve curve) {
  int32_t rest = s->sums[r * s->width + c] - s->weight_sums[c] * s->zeros[r];
  float scale = s->weight_scales[c] * s->scales[r];
  return bent((vfloat)((float)rest * scale + (s->bias[c] + addend)), curve)[0];
}

SB_INLINE void finish_f32_as(const sb_sums *s, bool accumulates, float *y, const sb_curve curve) {
  for (size_t r = 0; r < s->rows; r++, y += s->width) {
    size_t c = 0;
    for (; c + SB_LANES <= s->width; c += SB_LANES)
      store(y + c, outputs_at(s, r, c, accumulates ? load(y + c) : (vfloat)0.0f, curve));
    for (; c < s->width; c++) y[c] = output_at(s, r, c, accumulates ? y[c] : 0, curve);
  }
}

SB_INLINE void finish_bf16_as(const sb_sums *s, uint16_t *y, const sb_curve curve) {
  for (size_t r = 0; r < s->rows; r++, y += s->width) {
    size_t c = 0;
    for (; c + SB_LANES <= s->width; c += SB_LANES) *(loose_vushort *)(y + c) = brain_of(outputs_at(s, r, c, (vfloat)0.0f, curve));
    for (; c < s->width; c++) y[c] = sb_f32_as_bf16(output_at(s, r, c, 0, curve));
  }
}

/// The outputs take their sums' place until the range of their row is known.
SB_INLINE void finish_u8_as(const sb_sums *s, const sb_quantized *y, const sb_curve curve) {
  for (size_t r = 0; r < s->rows; r++) {
    float *row = (float *)(s->sums + r * s->width);
    vfloat least = (vfloat)0.0f, most = (vfloat)0.0f;
    size_t c = 0;
    for (; c + SB_LANES <= s->width; c += SB_LANES) {
      vfloat outputs = outputs_at(s, r, c, (vfloat)0.0f, curve);
      store(row + c, outputs);
      least = outputs < least ? outputs : least;
      most = outputs > most ? outputs : most;
    }
    float low = -largest_of(-least), high = largest_of(most);
    for (; c < s->width; c++) {
      float output = output_at(s, r, c, 0, curve);
      __builtin_memcpy(row + c, &output, sizeof output);
      low = output < low ? output : low;
      high = output > high ? output : high;
    }
    // Only a scale can be no number: sums are whole.
    sb_steps steps = sb_steps_between(low, s->scales[r] == s->scales[r] ? high : NAN);
    row_source source = {.x = row};
    write_steps(&source, s->width, ROW_OF_F32, steps, y->values + r * s->width);
    y->scales[r] = steps.scale;
    y->zeros[r] = steps.zero;
  }
}

// One copy of each loop per curve, so that no row asks which it is.
#define SB_FOR_CURVE(curve, call)                              \
  switch (curve) {                                             \
    case SB_CURVE_NONE: call(SB_CURVE_NONE); break;            \
    case SB_CURVE_RELU: call(SB_CURVE_RELU); break;            \
    case SB_CURVE_GELU: call(SB_CURVE_GELU); break;            \
    case SB_CURVE_QUICK_GELU: call(SB_CURVE_QUICK_GELU); break; \
  }

static void finish_f32(const sb_sums *s, bool accumulates, float *y) {
#define SB_CALL(curve) finish_f32_as(s, accumulates, y, curve)
  SB_FOR_CURVE(s->curve, SB_CALL)
#undef SB_CALL
}

static void finish_bf16(const sb_sums *s, uint16_t *y) {
#define SB_CALL(curve) finish_bf16_as(s, y, curve)
  SB_FOR_CURVE(s->curve, SB_CALL)
#undef SB_CALL
}

static void finish_u8(const sb_sums *s, const sb_quantized *y) {
#define SB_CALL(curve) finish_u8_as(s, y, curve)
  SB_FOR_CURVE(s->curve, SB_CALL)
#undef SB_CALL
}

#undef SB_FOR_CURVE
