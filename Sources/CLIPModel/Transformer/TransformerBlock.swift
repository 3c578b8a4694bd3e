// SPDX-License-Identifier: MIT

import Compute

/// One pre-norm residual block: x += attention(ln_1(x)); x += mlp(ln_2(x)).
///
/// - Source: OpenAI CLIP `model.py`, `ResidualAttentionBlock`.
struct TransformerBlock: Sendable {
  private let width: Int
  private let norm1, norm2: LayerNorm
  private let attention: SelfAttention
  private let mlp: FeedForward

  /// Takes the block's tensors.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of this tower have in common.
  ///   - weights: Scoped to the block.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(_ shape: TransformerShape, _ weights: WeightReader) throws(ModelError) {
    width = shape.width
    norm1 = try weights.layerNorm("ln_1", width, epsilon: shape.epsilon)
    attention = SelfAttention(
      shape,
      inProjection: try weights.inProjection("attn.in_proj", shape),
      outProjection: try weights.outProjection("attn.out_proj", shape)
    )
    norm2 = try weights.layerNorm("ln_2", width, epsilon: shape.epsilon)
    mlp = try FeedForward(shape, expand: "mlp.c_fc", contract: "mlp.c_proj", weights)
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
      var operand = try attention.input(rows: chunk.rows, workspace)
      norm1(stream, rows: chunk.rows, into: operand)
      try attention(operand, addingTo: stream, chunks, chunk, workspace)

      operand = try mlp.input(rows: chunk.rows, workspace)
      norm2(stream, rows: chunk.rows, into: operand)
      try mlp(operand, addingTo: stream, rows: chunk.rows, workspace)
    }
  }
}
