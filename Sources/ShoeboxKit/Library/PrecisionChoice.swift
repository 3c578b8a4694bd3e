// SPDX-License-Identifier: MIT

import CLIPModel

/// How a model shall compute.
public enum PrecisionChoice: String, Sendable, CaseIterable {
  /// The fastest way that this processor has instructions for.
  case automatic = "auto"
  /// 32-bit floats.
  case float32 = "f32"
  /// bfloat16: close to 32-bit floats.
  case bfloat16 = "bf16"
  /// 8-bit numbers: a little less close, and the fastest.
  case int8

  var precision: Precision {
    switch self {
    case .automatic: .automatic
    case .float32: .float32
    case .bfloat16: .bfloat16
    case .int8: .int8
    }
  }
}
