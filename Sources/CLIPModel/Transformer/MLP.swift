// SPDX-License-Identifier: MIT

import Compute

/// The second half of a pre-norm block: x += contract(activation(expand(norm(x)))).
struct MLP: Sendable {
  private let norm: LayerNorm
  private let expand, contract: Linear

  /// Takes the tensors of `ln_2` and `mlp`.
  init(_ shape: TransformerShape, _ weights: WeightReader) throws(ModelError) {
    norm = try weights.layerNorm("ln_2", shape.width, epsilon: shape.epsilon)
    expand = try weights.linear(
      "mlp.c_fc",
      from: shape.width,
      to: shape.mlpWidth,
      activation: shape.activation,
      arithmetic: shape.arithmetic,
      result: shape.number
    )
    contract = try weights.linear(
      "mlp.c_proj",
      from: shape.mlpWidth,
      to: shape.width,
      accumulates: true,
      arithmetic: shape.arithmetic
    )
  }

  /// Changes `rows` rows of the residual stream in place.
  func callAsFunction(
    _ x: UnsafeMutablePointer<Float>,
    rows: Int,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let normed = try workspace.operand(
      .operand,
      expand.arithmetic,
      rows: rows,
      width: expand.inputs
    )
    let inner = try workspace.operand(
      .wide,
      contract.arithmetic,
      rows: rows,
      width: contract.inputs
    )
    let between = try workspace.bytes(.between, rows * expand.outputs * 4)
    norm(x, rows: rows, into: normed)
    try expand(normed, rows: rows, into: inner, between: between, workspace.context)
    try contract(inner, rows: rows, into: UnsafeMutableRawPointer(x), workspace.context)
  }
}
