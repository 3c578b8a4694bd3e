// SPDX-License-Identifier: MIT

import CKernels
import Synchronization

/// A small tensor that is converted to floats at its first use and kept.
package final class Parameter: Sendable {
  /// The extents of the tensor.
  package let shape: [Int]

  private let tensor: Tensor
  private let converted = Mutex<AlignedBuffer<Float>?>(nil)

  /// Remembers where the numbers lie; reads none.
  package init(_ tensor: Tensor) {
    self.tensor = tensor
    shape = tensor.shape
  }

  /// The numbers, row-major.
  ///
  /// Valid as long as this object lives.
  package var floats: UnsafePointer<Float> {
    let buffer = converted.withLock { kept -> AlignedBuffer<Float> in
      if let kept { return kept }
      let buffer = tensor.floats()
      kept = buffer
      return buffer
    }
    return UnsafePointer(buffer.pointer)
  }
}

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
  package func callAsFunction(
    _ x: UnsafePointer<Float>,
    rows: Int,
    into y: UnsafeMutablePointer<Float>
  ) {
    sb_layer_norm_f32(Kernels.active, x, rows, gain.shape[0], gain.floats, bias.floats, epsilon, y)
  }
}
