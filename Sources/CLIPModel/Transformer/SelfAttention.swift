// SPDX-License-Identifier: MIT

import Compute

/// Multi-head attention of sequences over themselves, with its projections, added to the residual stream.
struct SelfAttention: Sendable {
  private let width: Int
  private let attention: Attention
  private let inProjection, outProjection: Linear

  /// Takes the two projections.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of the tower have in common.
  ///   - inProjection: From `(rows, D)` to queries, keys and values side by side.
  ///   - outProjection: Adds to the residual stream.
  init(_ shape: TransformerShape, inProjection: Linear, outProjection: Linear) {
    width = shape.width
    attention = Attention(
      headCount: shape.heads,
      headWidth: shape.width / shape.heads,
      isCausal: shape.isCausal
    )
    self.inProjection = inProjection
    self.outProjection = outProjection
  }

  /// Scratch for what the first projection reads.
  func input(rows: Int, _ workspace: EncoderWorkspace) throws(ComputeError) -> Operand {
    try workspace.operand(.operand, inProjection.arithmetic, rows: rows, width: width)
  }

  /// Computes one chunk of sequences.
  ///
  /// - Parameters:
  ///   - operand: The chunk's rows, in ``input(rows:_:)``; overwritten.
  ///   - stream: The chunk's rows of the residual stream.
  ///   - chunks: Where the sequences lie.
  ///   - chunk: Which of the chunks.
  ///   - workspace: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ operand: Operand,
    addingTo stream: UnsafeMutablePointer<Float>,
    _ chunks: SequenceChunks,
    _ chunk: SequenceChunks.Chunk,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let rows = chunk.rows
    let number = inProjection.result
    let projected = try workspace.bytes(.wide, rows * 3 * width * number.byteCount)
    try inProjection(operand, rows: rows, into: projected, workspace.context)
    try attend(projected, as: number, chunks, chunk, into: operand, workspace)
    try outProjection(operand, rows: rows, into: UnsafeMutableRawPointer(stream), workspace.context)
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
