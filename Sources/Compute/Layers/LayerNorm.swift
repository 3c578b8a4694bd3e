// SPDX-License-Identifier: MIT

import CKernels

/// Layer normalisation (Ba, Kiros and Hinton 2016): each row to mean 0 and variance 1, then scaled and shifted.
package struct LayerNorm: Sendable {
  private let gain, bias: Parameter
  private let epsilon: Float

  /// Describes a normalisation; touches no weights.
  ///
  /// - Parameters:
  ///   - gain: `(D)`.
  ///   - bias: `(D)`.
  ///   - epsilon: Added to the variance.
  package init(gain: Tensor, bias: Tensor, epsilon: Float) {
    precondition(gain.shape == bias.shape && gain.shape.count == 1, "a layer norm of two widths")
    self.gain = Parameter(gain)
    self.bias = Parameter(bias)
    self.epsilon = epsilon
  }

  /// Normalises rows.
  ///
  /// - Parameters:
  ///   - x: `(rows, D)`, contiguous.
  ///   - rows: How many rows.
  ///   - y: Receives `(rows, D)`; may be x.
  /// - Throws: `ComputeError` `.outOfMemory`.
  package func callAsFunction(
    _ x: UnsafePointer<Float>,
    rows: Int,
    into y: UnsafeMutablePointer<Float>
  ) throws(ComputeError) {
    let (gain, bias, width) = (try gain.floats(), try bias.floats(), gain.shape[0])
    sb_layer_norm_f32(Kernels.active, x, rows, width, gain, bias, epsilon, y)
  }

  /// Normalises rows and leaves them as the next layer reads them.
  ///
  /// - Parameters:
  ///   - x: `(rows, D)`, contiguous.
  ///   - rows: How many rows.
  ///   - y: Receives `(rows, D)`.
  /// - Throws: `ComputeError` `.outOfMemory`.
  package func callAsFunction(
    _ x: UnsafePointer<Float>,
    rows: Int,
    into y: Operand
  ) throws(ComputeError) {
    let (gain, bias, width) = (try gain.floats(), try bias.floats(), gain.shape[0])
    switch y.arithmetic {
    case .float32:
      try callAsFunction(x, rows: rows, into: y.values.assumingMemoryBound(to: Float.self))
    case .bfloat16:
      let brains = y.values.assumingMemoryBound(to: UInt16.self)
      sb_layer_norm_bf16(Kernels.active, x, rows, width, gain, bias, epsilon, brains)
    case .int8:
      y.withQuantized {
        sb_layer_norm_u8(Kernels.active, x, rows, width, gain, bias, epsilon, $0)
      }
    }
  }
}
