// SPDX-License-Identifier: MIT

import Compute

/// Two linear layers with an activation between them: x += contract(activation(expand(y))).
struct FeedForward: Sendable {
  private let expand, contract: Linear

  /// Takes the tensors of two layers.
  init(
    _ shape: TransformerShape,
    expand: String,
    contract: String,
    _ weights: WeightReader
  ) throws(ModelError) {
    self.expand = try weights.linear(
      expand,
      from: shape.width,
      to: shape.mlpWidth,
      activation: shape.activation,
      arithmetic: shape.arithmetic,
      result: shape.number
    )
    self.contract = try weights.linear(
      contract,
      from: shape.mlpWidth,
      to: shape.width,
      accumulates: true,
      arithmetic: shape.arithmetic
    )
  }

  /// Memory for `rows` rows of what the first layer reads.
  func operand(rows: Int, _ workspace: EncoderWorkspace) throws(ComputeError) -> Operand {
    try workspace.operand(.operand, expand.arithmetic, rows: rows, width: expand.inputs)
  }

  /// Computes `rows` rows.
  ///
  /// - Parameters:
  ///   - y: What ``operand(rows:_:)`` gave, filled.
  ///   - x: The residual stream, `(rows, D)`; changed in place.
  ///   - rows: How many rows.
  ///   - workspace: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ y: Operand,
    addingTo x: UnsafeMutablePointer<Float>,
    rows: Int,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let inner = try workspace.operand(
      .wide,
      contract.arithmetic,
      rows: rows,
      width: contract.inputs
    )
    let between = try workspace.bytes(.between, rows * expand.outputs * 4)
    try expand(y, rows: rows, into: inner, between: between, workspace.context)
    try contract(inner, rows: rows, into: UnsafeMutableRawPointer(x), workspace.context)
  }
}
