// SPDX-License-Identifier: MIT

import Compute

/// The two layers of a block's MLP, added to the residual stream: x += contract(activation(expand(y))).
struct FeedForward: Sendable {
  private let expand, contract: Linear

  /// Takes the tensors of both layers.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of the tower have in common.
  ///   - expand: The name of the first layer.
  ///   - contract: The name of the second.
  ///   - weights: Scoped to the block.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
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

  /// Scratch for what the first layer reads.
  func input(rows: Int, _ workspace: EncoderWorkspace) throws(ComputeError) -> Operand {
    try workspace.operand(.operand, expand.arithmetic, rows: rows, width: expand.inputs)
  }

  /// Computes rows.
  ///
  /// - Parameters:
  ///   - operand: `(rows, D)`, in ``input(rows:_:)``.
  ///   - stream: The same rows of the residual stream.
  ///   - rows: How many.
  ///   - workspace: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ operand: Operand,
    addingTo stream: UnsafeMutablePointer<Float>,
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
    try expand(operand, rows: rows, into: inner, between: between, workspace.context)
    try contract(inner, rows: rows, into: UnsafeMutableRawPointer(stream), workspace.context)
  }
}
