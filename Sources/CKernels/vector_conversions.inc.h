// SPDX-License-Identifier: MIT
//
// Half precision through the processor's own conversions, bfloat16 by shifting.

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
  for (; i + SB_LANES <= count; i += SB_LANES) {
    vfloat value = load(x + i);
    vuint bits = (vuint)value;
    vuint rounded = bits + 0x7FFF + ((bits >> 16) & 1);
    vuint quiet = bits | 0x400000;
    vuint result = value == value ? rounded : quiet;
    *(loose_vushort *)(y + i) = __builtin_convertvector(result >> 16, vushort);
  }
  for (; i < count; i++) y[i] = sb_f32_as_bf16(x[i]);
}
