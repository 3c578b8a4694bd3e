// SPDX-License-Identifier: MIT

import Compute

/// One pre-norm residual block: x += attention(ln_1(x)); x += mlp(ln_2(x)).
///
/// - Source: OpenAI CLIP `model.py`, `ResidualAttentionBlock`.
struct TransformerBlock: Sendable {
  private let width: Int
  private let norm: LayerNorm
  private let attention: SelfAttention
  private let mlp: MLP

  /// Takes the block's tensors.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of this tower have in common.
  ///   - weights: Scoped to the block.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(_ shape: TransformerShape, _ weights: WeightReader) throws(ModelError) {
    width = shape.width
    norm = try weights.layerNorm("ln_1", width, epsilon: shape.epsilon)
    attention = SelfAttention(
      shape,
      in: try weights.inProjection("attn.in_proj", shape),
      out: try weights.linear(
        "attn.out_proj",
        from: width,
        to: width,
        accumulates: true,
        arithmetic: shape.arithmetic
      )
    )
    mlp = try MLP(shape, weights)
  }

  /// Runs the block over several sequences, chunk by chunk.
  ///
  /// - Parameters:
  ///   - x: The residual stream, `(rows, D)`; changed in place.
  ///   - chunks: Where the sequences lie.
  ///   - workspace: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ x: UnsafeMutablePointer<Float>,
    _ chunks: SequenceChunks,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    for chunk in chunks.chunks {
      let stream = x + chunk.firstRow * width
      let operand = try attention.operand(rows: chunk.rows, workspace)
      try norm(stream, rows: chunk.rows, into: operand)
      try attention(operand, addingTo: stream, chunks, chunk, workspace)
      try mlp(stream, rows: chunk.rows, workspace)
    }
  }
}
