// SPDX-License-Identifier: MIT

import Compute

/// One post-norm residual block of BERT: x = norm(x + attention(x)); x = norm(x + mlp(x)).
///
/// - Source: Devlin et al. 2018; transformers `modeling_chinese_clip.py`, `ChineseCLIPTextLayer`.
struct BERTBlock: Sendable {
  private let width: Int
  private let attention: SelfAttention
  private let feedForward: FeedForward
  private let attentionNorm, outputNorm: LayerNorm

  /// Takes the block's tensors.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of this tower have in common.
  ///   - weights: Scoped to the block.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(_ shape: TransformerShape, _ weights: WeightReader) throws(ModelError) {
    width = shape.width
    attention = SelfAttention(
      shape,
      in: try weights.inProjection("attention.self.in_proj", shape),
      out: try weights.linear(
        "attention.output.dense",
        from: width,
        to: width,
        accumulates: true,
        arithmetic: shape.arithmetic
      )
    )
    attentionNorm = try weights.layerNorm(
      "attention.output.LayerNorm",
      width,
      epsilon: shape.epsilon
    )
    feedForward = try FeedForward(
      shape,
      expand: "intermediate.dense",
      contract: "output.dense",
      weights
    )
    outputNorm = try weights.layerNorm("output.LayerNorm", width, epsilon: shape.epsilon)
  }

  /// Runs the block over several sequences, chunk by chunk.
  ///
  /// - Parameters:
  ///   - x: The stream, `(rows, D)`; changed in place.
  ///   - chunks: Where the sequences lie.
  ///   - workspace: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ x: UnsafeMutablePointer<Float>,
    _ chunks: SequenceChunks,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    for chunk in chunks.chunks {
      let rows = chunk.rows
      let stream = x + chunk.firstRow * width
      var operand = try attention.operand(rows: rows, workspace)
      operand.fill(stream, as: .float32, rows: rows)
      try attention(operand, addingTo: stream, chunks, chunk, workspace)
      try attentionNorm(stream, rows: rows, into: stream)
      operand = try feedForward.operand(rows: rows, workspace)
      operand.fill(stream, as: .float32, rows: rows)
      try feedForward(operand, addingTo: stream, rows: rows, workspace)
      try outputNorm(stream, rows: rows, into: stream)
    }
  }
}
