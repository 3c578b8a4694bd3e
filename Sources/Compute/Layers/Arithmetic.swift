// SPDX-License-Identifier: MIT

import CKernels
import COneDNN

/// What a layer multiplies in.
///
/// Sums are floats or whole numbers that lose nothing.
package enum Arithmetic: Sendable, Hashable, CaseIterable {
  /// 32-bit floats.
  case float32
  /// bfloat16 times bfloat16.
  case bfloat16
  /// 8-bit activations, scaled row by row as they come, times 8-bit weights, scaled output by output.
  case int8

  /// Whether this processor has instructions made for it.
  package var isSupported: Bool { sb_supports(source) }

  /// Bytes per number of a layer's input.
  var byteCount: Int {
    switch self {
    case .float32: 4
    case .bfloat16: 2
    case .int8: 1
    }
  }

  /// What the input consists of.
  var source: sb_element {
    switch self {
    case .float32: SB_F32
    case .bfloat16: SB_BF16
    case .int8: SB_U8
    }
  }
}

/// How numbers that no layer multiplies yet are stored.
package enum Number: Sendable, Hashable {
  case float32, bfloat16

  /// Bytes per number.
  package var byteCount: Int { self == .float32 ? 4 : 2 }

  var element: sb_element { self == .float32 ? SB_F32 : SB_BF16 }
  var kernelNumber: sb_number { self == .float32 ? SB_NUMBER_F32 : SB_NUMBER_BF16 }
}
