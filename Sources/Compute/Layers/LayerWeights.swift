// SPDX-License-Identifier: MIT

/// Weights on their way into a layer: floats in plain order.
struct LayerWeights {
  /// The matrix or the kernels.
  var weights: AlignedBuffer<Float>
  /// `(outputs)`, or none.
  var bias: AlignedBuffer<Float>?
}
