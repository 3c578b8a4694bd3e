// SPDX-License-Identifier: MIT

/// How a package stores the large tensors of a model; vectors and scalars are always f32.
public enum StoragePrecision: String, Sendable, CaseIterable {
  /// 32 bits a number.
  case float32 = "f32"
  /// 16 bits: 10 of them after the point; numbers up to 65,504.
  case float16 = "f16"
  /// 16 bits: 7 of them after the point; the range of f32.
  case bfloat16 = "bf16"
  /// 8 bits, and an f32 scale for each output channel.
  case int8
}
