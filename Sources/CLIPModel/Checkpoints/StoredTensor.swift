// SPDX-License-Identifier: MIT

import Compute

/// Where a checkpoint has one tensor, and in what form.
struct StoredTensor: Sendable, Equatable {
  /// How each number is stored.
  let type: StoredType
  /// Extents, outermost first; `[]` for a single number.
  let shape: [Int]
  /// Which bytes of the file.
  let range: Range<Int>
  /// How far apart neighbours along each axis lie, in numbers; `nil` where the numbers follow one
  /// another, the last axis first.
  var strides: [Int]?
}

/// How numbers are stored, by safetensors' names; all little-endian.
///
/// - Source: safetensors `tensor.rs`, `Dtype`.
struct StoredType: Sendable, Equatable {
  /// The name in the file, as "BF16".
  let name: String

  /// Bits per number; `nil` for a type that is not known, whose tensors can only be passed over.
  var bitCount: Int? {
    switch name {
    case "F4": 4
    case "F6_E2M3", "F6_E3M2": 6
    case "BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ": 8
    case "U16", "I16", "F16", "BF16": 16
    case "U32", "I32", "F32": 32
    case "U64", "I64", "F64", "C64": 64
    default: nil
    }
  }

  /// The same type for arithmetic; `nil` for what is never a weight here.
  ///
  /// Bytes are weights where a tensor beside them has their scales.
  var element: Tensor.Element? {
    switch name {
    case "F32": .float32
    case "F16": .float16
    case "BF16": .bfloat16
    case "I8": .int8
    default: nil
    }
  }
}
