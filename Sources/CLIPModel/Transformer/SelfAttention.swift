// SPDX-License-Identifier: MIT

import Compute

/// Attention of sequences over themselves, with the projections before and after it: x += out(attention(in(y))).
struct SelfAttention: Sendable {
  private let width: Int
  private let attention: Attention
  private let inProjection, outProjection: Linear

  /// Takes the projections.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of this tower have in common.
  ///   - inProjection: To queries, keys and values, side by side.
  ///   - outProjection: Back to the width of the tower; it accumulates.
  init(_ shape: TransformerShape, in inProjection: Linear, out outProjection: Linear) {
    width = shape.width
    attention = Attention(
      headCount: shape.heads,
      headWidth: width / shape.heads,
      isCausal: shape.isCausal
    )
    self.inProjection = inProjection
    self.outProjection = outProjection
  }

  /// Memory for `rows` rows of what the attention reads.
  func operand(rows: Int, _ workspace: EncoderWorkspace) throws(ComputeError) -> Operand {
    try workspace.operand(.operand, inProjection.arithmetic, rows: rows, width: width)
  }

  /// Computes a chunk.
  ///
  /// - Parameters:
  ///   - y: What ``operand(rows:_:)`` gave, filled; overwritten.
  ///   - stream: The chunk's rows of the residual stream, `(rows, D)`; changed in place.
  ///   - chunks: Where the sequences lie.
  ///   - chunk: Which of them.
  ///   - workspace: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ y: Operand,
    addingTo stream: UnsafeMutablePointer<Float>,
    _ chunks: SequenceChunks,
    _ chunk: SequenceChunks.Chunk,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let rows = chunk.rows
    let number = inProjection.result
    let projected = try workspace.bytes(.wide, rows * 3 * width * number.byteCount)
    try inProjection(y, rows: rows, into: projected, workspace.context)
    try attend(projected, as: number, chunks, chunk, into: y, workspace)
    try outProjection(y, rows: rows, into: UnsafeMutableRawPointer(stream), workspace.context)
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
