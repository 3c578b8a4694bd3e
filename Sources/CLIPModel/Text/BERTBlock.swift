// SPDX-License-Identifier: MIT

import Compute

/// One post-norm residual block of BERT: x = norm(x + attention(x)); x = norm(x + mlp(x)).
///
/// - Source: Devlin et al. 2018; transformers `modeling_chinese_clip.py`, `ChineseCLIPTextLayer`.
struct BERTBlock: Sendable {
  private let width: Int
  private let mlpWidth: Int
  private let attention: Attention
  private let inProjection, outProjection: Linear
  private let attentionNorm, outputNorm: LayerNorm
  private let expand, contract: Linear

  /// Takes the block's tensors.
  ///
  /// - Parameters:
  ///   - shape: What the blocks of this tower have in common.
  ///   - weights: Scoped to the block.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(_ shape: TransformerShape, _ weights: WeightReader) throws(ModelError) {
    let width = shape.width
    self.width = width
    mlpWidth = shape.mlpWidth
    attention = Attention(
      headCount: shape.heads,
      headWidth: width / shape.heads,
      isCausal: shape.isCausal
    )
    inProjection = Linear(
      weight: try weights.tensor("attention.self.in_proj_weight", [3 * width, width]),
      bias: try weights.tensor("attention.self.in_proj_bias", [3 * width])
    )
    outProjection = try weights.linear(
      "attention.output.dense",
      from: width,
      to: width,
      accumulates: true
    )
    attentionNorm = try weights.layerNorm(
      "attention.output.LayerNorm",
      width,
      epsilon: shape.epsilon
    )
    expand = try weights.linear(
      "intermediate.dense",
      from: width,
      to: mlpWidth,
      activation: shape.activation
    )
    contract = try weights.linear("output.dense", from: mlpWidth, to: width, accumulates: true)
    outputNorm = try weights.layerNorm("output.LayerNorm", width, epsilon: shape.epsilon)
  }

  /// Runs the block over several sequences at once.
  ///
  /// - Parameters:
  ///   - x: The stream, `(rows, D)`; changed in place.
  ///   - lengths: How many rows each sequence has, one after the other. Rows beyond their sum are padding.
  ///   - rows: All rows, padding included.
  ///   - workspace: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ x: UnsafeMutablePointer<Float>,
    lengths: [Int],
    rows: Int,
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) {
    let context = workspace.context
    let attended = workspace.floats(.normed, rows * width)
    let projected = workspace.floats(.wide, rows * max(3 * width, mlpWidth))

    try inProjection(x, rows: rows, into: projected, context)
    attend(projected, lengths: lengths, into: attended, workspace)
    try outProjection(attended, rows: rows, into: x, context)
    attentionNorm(x, rows: rows, into: x)

    try expand(x, rows: rows, into: projected, context)
    try contract(projected, rows: rows, into: x, context)
    outputNorm(x, rows: rows, into: x)
  }

  /// Attention of each sequence over itself; `projected` holds queries, keys and values side by side.
  private func attend(
    _ projected: UnsafePointer<Float>,
    lengths: [Int],
    into output: UnsafeMutablePointer<Float>,
    _ workspace: EncoderWorkspace
  ) {
    let longest = lengths.max() ?? 0
    let scratch = workspace.floats(
      .attention,
      attention.scratchCount(queries: longest, keys: longest)
    )
    var row = 0
    for length in lengths {
      let start = projected + row * 3 * width
      attention(
        query: Attention.Rows(start, stride: 3 * width),
        key: Attention.Rows(start + width, stride: 3 * width),
        value: Attention.Rows(start + 2 * width, stride: 3 * width),
        queries: length,
        keys: length,
        into: output + row * width,
        scratch: scratch
      )
      row += length
    }
  }
}
