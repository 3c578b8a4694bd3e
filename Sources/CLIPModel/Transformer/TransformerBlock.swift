// SPDX-License-Identifier: MIT

import Compute

/// One pre-norm residual block: x += attention(ln_1(x)); x += mlp(ln_2(x)).
///
/// - Source: OpenAI CLIP `model.py`, `ResidualAttentionBlock`.
struct TransformerBlock: Sendable {
  private let width: Int
  private let attention: Attention
  private let norm: LayerNorm
  private let inProjection, outProjection: Linear
  private let mlp: MLP

  /// Takes the block's tensors.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of this tower have in common.
  ///   - weights: Scoped to the block.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(_ shape: TransformerShape, _ weights: WeightReader) throws(ModelError) {
    width = shape.width
    attention = Attention(
      headCount: shape.heads,
      headWidth: width / shape.heads,
      isCausal: shape.isCausal
    )
    norm = try weights.layerNorm("ln_1", width, epsilon: shape.epsilon)
    inProjection = Linear(
      weight: try weights.tensor("attn.in_proj_weight", [3 * width, width]),
      bias: try weights.tensor("attn.in_proj_bias", [3 * width]),
      arithmetic: shape.arithmetic,
      result: shape.number,
      packed: weights.packedLayer("attn.in_proj")
    )
    outProjection = try weights.linear(
      "attn.out_proj",
      from: width,
      to: width,
      accumulates: true,
      arithmetic: shape.arithmetic
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
      let rows = chunk.rows
      let stream = x + chunk.firstRow * width
      let operand = try workspace.operand(
        .operand,
        inProjection.arithmetic,
        rows: rows,
        width: width
      )
      let number = inProjection.result
      let projected = try workspace.bytes(.wide, rows * 3 * width * number.byteCount)
      norm(stream, rows: rows, into: operand)
      try inProjection(operand, rows: rows, into: projected, workspace.context)
      try attend(projected, as: number, chunks, chunk, into: operand, workspace)
      try outProjection(
        operand,
        rows: rows,
        into: UnsafeMutableRawPointer(stream),
        workspace.context
      )
      try mlp(stream, rows: rows, workspace)
    }
  }

  /// Attention of each sequence over itself; `projected` holds queries, keys and values side by side.
  private func attend(
    _ projected: UnsafeMutableRawPointer,
    as number: Number,
    _ chunks: SequenceChunks,
    _ chunk: SequenceChunks.Chunk,
    into output: Operand,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let longest = chunks.longest
    let scratch = try workspace.floats(
      .attention,
      attention.scratchCount(queries: longest, keys: longest)
    )
    // Rows that no conversion awaits go straight where the next layer reads them.
    let result = output.number ?? .float32
    let attended =
      try output.number == nil ? workspace.bytes(.between, chunk.rows * width * 4) : output.values
    for sequence in chunk.sequences {
      let row = chunks.firstRows[sequence] - chunk.firstRow
      let part = width * number.byteCount
      let start = UnsafeRawPointer(projected + row * 3 * part)
      attention(
        query: Attention.Rows(start, as: number, stride: 3 * width),
        key: Attention.Rows(start + part, as: number, stride: 3 * width),
        value: Attention.Rows(start + 2 * part, as: number, stride: 3 * width),
        queries: chunks.lengths[sequence],
        keys: chunks.lengths[sequence],
        into: attended + row * width * result.byteCount,
        as: result,
        scratch: scratch
      )
    }
    clearPadding(attended, as: result, chunks, chunk)
    if output.number == nil { output.fill(attended, as: result, rows: chunk.rows) }
  }

  /// Rows that belong to no sequence have no attention: they are zero.
  private func clearPadding(
    _ rows: UnsafeMutableRawPointer,
    as number: Number,
    _ chunks: SequenceChunks,
    _ chunk: SequenceChunks.Chunk
  ) {
    guard let last = chunk.sequences.last else { return }
    let used = chunks.firstRows[last] + chunks.lengths[last] - chunk.firstRow
    let size = width * number.byteCount
    (rows + used * size).initializeMemory(
      as: UInt8.self,
      repeating: 0,
      count: (chunk.rows - used) * size
    )
  }
}
