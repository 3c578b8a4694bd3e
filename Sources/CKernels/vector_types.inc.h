// SPDX-License-Identifier: MIT
//
// Vectors of SB_LANES numbers, and what the kernels do with them that C's operators do not say. Included once by each
// instruction set, after it has defined SB_LANES and pushed its target attribute. Clang turns these types into the
// registers of that target.
//
// The types with a number in their name have that many lanes everywhere; narrow targets use several registers.

typedef float vfloat __attribute__((ext_vector_type(SB_LANES)));
typedef int32_t vint __attribute__((ext_vector_type(SB_LANES)));
typedef uint32_t vuint __attribute__((ext_vector_type(SB_LANES)));
typedef uint16_t vushort __attribute__((ext_vector_type(SB_LANES)));
typedef _Float16 vhalf __attribute__((ext_vector_type(SB_LANES)));
typedef uint8_t vbyte __attribute__((ext_vector_type(SB_LANES)));

typedef float floats4 __attribute__((ext_vector_type(4)));
typedef float floats8 __attribute__((ext_vector_type(8)));
typedef int32_t ints16 __attribute__((ext_vector_type(16)));
typedef uint8_t bytes16 __attribute__((ext_vector_type(16)));

// The same vectors at any address, over memory of any type.
#define SB_LOOSE(type, alignment) typedef type loose_##type __attribute__((aligned(alignment), may_alias))
SB_LOOSE(vfloat, 4);
SB_LOOSE(vint, 4);
SB_LOOSE(vushort, 2);
SB_LOOSE(vhalf, 2);
SB_LOOSE(vbyte, 1);
SB_LOOSE(floats4, 4);
SB_LOOSE(bytes16, 1);
#undef SB_LOOSE

#define SB_INLINE static inline __attribute__((always_inline))

SB_INLINE vfloat load(const float *p) {
  return *(const loose_vfloat *)p;
}

SB_INLINE vfloat load_bytes(const uint8_t *p) {
  return __builtin_convertvector(*(const loose_vbyte *)p, vfloat);
}

SB_INLINE void store(float *p, vfloat v) {
  *(loose_vfloat *)p = v;
}

/// The first `count` < SB_LANES lanes from memory, the others `rest`.
SB_INLINE vfloat load_first(const float *p, size_t count, float rest) {
  vfloat v = (vfloat)rest;
  for (size_t i = 0; i < count; i++) v[i] = p[i];
  return v;
}

SB_INLINE void store_first(float *p, vfloat v, size_t count) {
  for (size_t i = 0; i < count; i++) p[i] = v[i];
}

SB_INLINE vfloat fma_of(vfloat a, vfloat b, vfloat c) {
  return __builtin_elementwise_fma(a, b, c);
}

/// The larger of each pair; `b` where `a` is NaN.
SB_INLINE vfloat larger_of(vfloat a, vfloat b) {
  return a > b ? a : b;
}

/// Rounds to the nearest bfloat16, ties to even; NaN stays NaN.
SB_INLINE vushort brain_of(vfloat value) {
  vuint bits = (vuint)value;
  vuint rounded = bits + 0x7FFF + ((bits >> 16) & 1);
  vuint quiet = bits | 0x400000;
  vuint result = value == value ? rounded : quiet;
  return __builtin_convertvector(result >> 16, vushort);
}

SB_INLINE float sum_of(vfloat v) {
#if SB_LANES == 16
  floats8 half = v.lo + v.hi;
  floats4 quarter = half.lo + half.hi;
#elif SB_LANES == 8
  floats4 quarter = v.lo + v.hi;
#else
  floats4 quarter = v;
#endif
  return (quarter.x + quarter.z) + (quarter.y + quarter.w);
}

SB_INLINE float largest_of(vfloat v) {
#if SB_LANES == 16
  floats8 half = v.lo > v.hi ? v.lo : v.hi;
  floats4 quarter = half.lo > half.hi ? half.lo : half.hi;
#elif SB_LANES == 8
  floats4 quarter = v.lo > v.hi ? v.lo : v.hi;
#else
  floats4 quarter = v;
#endif
  float a = quarter.x > quarter.z ? quarter.x : quarter.z;
  float b = quarter.y > quarter.w ? quarter.y : quarter.w;
  return a > b ? a : b;
}

/// 0, 1, 2 ...
SB_INLINE vint lane_numbers(void) {
#if SB_LANES == 16
  return (vint){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#elif SB_LANES == 8
  return (vint){0, 1, 2, 3, 4, 5, 6, 7};
#else
  return (vint){0, 1, 2, 3};
#endif
}
