// SPDX-License-Identifier: MIT

import Compute

/// The last block of a tower from which one token of each sequence is read off.
///
/// Only that token needs a query, the output projection and the MLP; of all others nothing but keys and values is used.
struct PoolingBlock: Sendable {
  private let width: Int
  private let attention: Attention
  private let norm: LayerNorm
  private let query, keyValue, outProjection: Linear
  private let mlp: MLP

  /// Takes the block's tensors, which are those of a ``TransformerBlock``.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of this tower have in common.
  ///   - weights: Scoped to the block.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(_ shape: TransformerShape, _ weights: WeightReader) throws(ModelError) {
    let width = shape.width
    self.width = width
    // A pooled token sees all tokens of its sequence: in a causal tower it is the last.
    attention = Attention(
      headCount: shape.heads,
      headWidth: width / shape.heads,
      isCausal: false
    )
    norm = try weights.layerNorm("ln_1", width, epsilon: shape.epsilon)
    let matrix = try weights.tensor("attn.in_proj_weight", [3 * width, width])
    let bias = try weights.tensor("attn.in_proj_bias", [3 * width])
    func part(_ rows: Range<Int>, _ name: String) -> Linear {
      Linear(
        weight: matrix.rows(rows),
        bias: bias.rows(rows),
        arithmetic: shape.arithmetic,
        result: shape.number,
        packed: weights.packedLayer(name)
      )
    }
    query = part(0..<width, "attn.query")
    keyValue = part(width..<3 * width, "attn.key_value")
    outProjection = try weights.linear(
      "attn.out_proj",
      from: width,
      to: width,
      accumulates: true,
      arithmetic: shape.arithmetic
    )
    mlp = try MLP(shape, weights)
  }

  /// Runs the block over several sequences.
  ///
  /// - Parameters:
  ///   - x: The residual stream, `(rows, D)`.
  ///   - chunks: Where the sequences lie.
  ///   - pooled: `(sequences, D)`: the stream's pooled rows; changed in place.
  ///   - workspace: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ x: UnsafeMutablePointer<Float>,
    _ chunks: SequenceChunks,
    pooled: UnsafeMutablePointer<Float>,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let number = query.result
    let count = chunks.lengths.count
    let arithmetic = query.arithmetic
    let queries = try workspace.bytes(.pooledQueries, count * width * number.byteCount)
    var operand = try workspace.operand(.operand, arithmetic, rows: count, width: width)
    try norm(pooled, rows: count, into: operand)
    try query(operand, rows: count, into: queries, workspace.context)

    let attended = try workspace.floats(.between, count * width)
    for chunk in chunks.chunks {
      operand = try workspace.operand(.operand, arithmetic, rows: chunk.rows, width: width)
      let projected = try workspace.bytes(.wide, chunk.rows * 2 * width * number.byteCount)
      try norm(x + chunk.firstRow * width, rows: chunk.rows, into: operand)
      try keyValue(operand, rows: chunk.rows, into: projected, workspace.context)
      try attend(queries, projected, chunks, chunk, into: attended, workspace)
    }
    operand = try workspace.operand(.operand, arithmetic, rows: count, width: width)
    operand.fill(UnsafeRawPointer(attended), as: .float32, rows: count)
    try outProjection(
      operand,
      rows: count,
      into: UnsafeMutableRawPointer(pooled),
      workspace.context
    )
    try mlp(pooled, rows: count, workspace)
  }

  /// Attention of each sequence's one query; `projected` holds keys and values side by side.
  private func attend(
    _ queries: UnsafeMutableRawPointer,
    _ projected: UnsafeMutableRawPointer,
    _ chunks: SequenceChunks,
    _ chunk: SequenceChunks.Chunk,
    into attended: UnsafeMutablePointer<Float>,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let number = query.result
    let part = width * number.byteCount
    let scratch = try workspace.floats(
      .attention,
      attention.scratchCount(queries: 1, keys: chunks.longest)
    )
    for sequence in chunk.sequences {
      let row = chunks.firstRows[sequence] - chunk.firstRow
      let start = UnsafeRawPointer(projected + row * 2 * part)
      let asked = UnsafeRawPointer(queries + sequence * part)
      attention(
        query: Attention.Rows(asked, as: number, stride: width),
        key: Attention.Rows(start, as: number, stride: 2 * width),
        value: Attention.Rows(start + part, as: number, stride: 2 * width),
        queries: 1,
        keys: chunks.lengths[sequence],
        into: attended + sequence * width,
        scratch: scratch
      )
    }
  }
}
