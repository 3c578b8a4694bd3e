// SPDX-License-Identifier: MIT

import Compute

/// Attention with one query, the mean of all pixels, in place of a global average pool.
///
/// - Source: OpenAI CLIP `model.py`, `AttentionPool2d`.
struct AttentionPool: Sendable {
  private let width, pixelCount: Int
  private let attention: Attention
  private let positions: Parameter
  private let query, key, value, output: Linear

  /// Takes the pool's tensors.
  ///
  /// - Parameters:
  ///   - side: Height and width of the last feature map.
  ///   - width: Its channels.
  ///   - heads: H; divides the width.
  ///   - embedding: E.
  ///   - weights: Scoped to the pool.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(
    side: Int,
    width: Int,
    heads: Int,
    embedding: Int,
    _ weights: WeightReader
  ) throws(ModelError) {
    self.width = width
    pixelCount = side * side
    attention = Attention(headCount: heads, headWidth: width / heads, isCausal: false)
    positions = Parameter(
      try weights.tensor("positional_embedding", [side * side + 1, width])
    )
    query = try weights.linear("q_proj", from: width, to: width)
    key = try weights.linear("k_proj", from: width, to: width)
    value = try weights.linear("v_proj", from: width, to: width)
    output = try weights.linear("c_proj", from: width, to: embedding)
  }

  /// Pools feature maps.
  ///
  /// - Parameters:
  ///   - maps: `(B, pixels, D)`.
  ///   - count: B.
  ///   - workspace: The calling thread's.
  ///   - embeddings: Receives `(B, E)`.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ maps: UnsafePointer<Float>,
    count: Int,
    _ workspace: EncoderWorkspace,
    into embeddings: UnsafeMutablePointer<Float>
  ) throws(ComputeError) {
    let tokenCount = pixelCount + 1
    let size = tokenCount * width
    let tokens = try workspace.floats(.stream, count * size)
    let means = try workspace.floats(.operand, count * width)
    for index in 0..<count {
      let (map, token) = (maps + index * pixelCount * width, tokens + index * size)
      meanOfRows(map, rows: pixelCount, width: width, into: token)
      (token + width).update(from: map, count: pixelCount * width)
      add(try positions.floats(), to: token, count: size)
      (means + index * width).update(from: token, count: width)
    }
    // Keys, values, queries and pooled rows one after the other in one piece of scratch.
    let keys = try workspace.floats(.wide, 2 * count * size + 2 * count * width)
    let values = keys + count * size
    let queries = values + count * size
    let pooled = queries + count * width
    try key(tokens, rows: count * tokenCount, into: keys, workspace.context)
    try value(tokens, rows: count * tokenCount, into: values, workspace.context)
    try query(means, rows: count, into: queries, workspace.context)
    let scratch = try workspace.floats(
      .attention,
      attention.scratchCount(queries: 1, keys: tokenCount)
    )
    for index in 0..<count {
      attention(
        query: Attention.Rows(queries + index * width, stride: width),
        key: Attention.Rows(keys + index * size, stride: width),
        value: Attention.Rows(values + index * size, stride: width),
        queries: 1,
        keys: tokenCount,
        into: pooled + index * width,
        scratch: scratch
      )
    }
    try output(pooled, rows: count, into: embeddings, workspace.context)
  }
}
