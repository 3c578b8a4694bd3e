// SPDX-License-Identifier: MIT

import Compute

/// What a model's layers multiply in: fewer bits are faster, and the vectors stay close to those of more.
///
/// Vectors of one model in different precisions may be compared with each other.
public enum Precision: String, Sendable, CaseIterable {
  /// 32-bit floats: cosine of at least 0.99999 to the reference implementation.
  case float32 = "f32"
  /// bfloat16: cosine of at least 0.999 to ``float32``.
  case bfloat16 = "bf16"
  /// 8-bit whole numbers with scales of their own for every token and every output: cosine of at least 0.99 to
  /// ``float32`` on photos.
  case int8

  /// The fastest precision that keeps its promise on this processor.
  public static var automatic: Precision {
    [.int8, .bfloat16].first(where: \.isSupported) ?? .float32
  }

  /// Whether this processor has instructions for it.
  public var isSupported: Bool { arithmetic.isSupported }

  /// What layers multiply in.
  var arithmetic: Arithmetic {
    switch self {
    case .float32: .float32
    case .bfloat16: .bfloat16
    case .int8: .int8
    }
  }

  /// - Throws: ``ModelError`` `.unsupportedPrecision` if this processor has no instructions for it.
  func check() throws(ModelError) {
    guard isSupported else {
      throw ModelError(
        .unsupportedPrecision,
        "This processor has no instructions for the precision \(rawValue). "
          + "Choose another one; \(Precision.automatic.rawValue) is the fastest here."
      )
    }
  }
}
