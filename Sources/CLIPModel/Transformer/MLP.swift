// SPDX-License-Identifier: MIT

import Compute

/// The second half of a pre-norm block: x += contract(activation(expand(norm(x)))).
struct MLP: Sendable {
  private let norm: LayerNorm
  private let layers: FeedForward

  /// Takes the tensors of `ln_2` and `mlp`.
  init(_ shape: TransformerShape, _ weights: WeightReader) throws(ModelError) {
    norm = try weights.layerNorm("ln_2", shape.width, epsilon: shape.epsilon)
    layers = try FeedForward(shape, expand: "mlp.c_fc", contract: "mlp.c_proj", weights)
  }

  /// Changes `rows` rows of the residual stream in place.
  func callAsFunction(
    _ x: UnsafeMutablePointer<Float>,
    rows: Int,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let operand = try layers.operand(rows: rows, workspace)
    try norm(x, rows: rows, into: operand)
    try layers(operand, addingTo: x, rows: rows, workspace)
  }
}
