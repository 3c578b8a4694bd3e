// SPDX-License-Identifier: MIT
//
// Half precision through the processor's own conversions, bfloat16 by shifting.

static void u8_to_f32(const uint8_t *x, float *y, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES) store(y + i, load_bytes(x + i));
  for (; i < count; i++) y[i] = x[i];
}

/// Eight bits of precision are enough for a byte: the lower half of the float is zero.
static void u8_to_bf16(const uint8_t *x, uint16_t *y, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES)
    *(loose_vushort *)(y + i) = __builtin_convertvector((vuint)load_bytes(x + i) >> 16, vushort);
  for (; i < count; i++) y[i] = sb_f32_as_bf16(x[i]);
}

static void f16_to_f32(const uint16_t *x, float *y, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES)
    store(y + i, __builtin_convertvector(*(const loose_vhalf *)(x + i), vfloat));
  for (; i < count; i++) y[i] = sb_f16_as_f32(x[i]);
}

static void f32_to_f16(const float *x, uint16_t *y, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES)
    *(loose_vhalf *)(y + i) = __builtin_convertvector(load(x + i), vhalf);
  for (; i < count; i++) y[i] = sb_f32_as_f16(x[i]);
}

static void bf16_to_f32(const uint16_t *x, float *y, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES) {
    vuint bits = __builtin_convertvector(*(const loose_vushort *)(x + i), vuint) << 16;
    store(y + i, (vfloat)bits);
  }
  for (; i < count; i++) y[i] = sb_bf16_as_f32(x[i]);
}

static void f32_to_bf16(const float *x, uint16_t *y, size_t count) {
  size_t i = 0;
  for (; i + SB_LANES <= count; i += SB_LANES) *(loose_vushort *)(y + i) = brain_of(load(x + i));
  for (; i < count; i++) y[i] = sb_f32_as_bf16(x[i]);
}
