// SPDX-License-Identifier: MIT

import Compute

/// One pre-norm residual block: x += attention(ln_1(x)); x += mlp(ln_2(x)).
///
/// - Source: OpenAI CLIP `model.py`, `ResidualAttentionBlock`.
struct TransformerBlock: Sendable {
  private let width: Int
  private let mlpWidth: Int
  private let attention: Attention
  private let norm1, norm2: LayerNorm
  private let inProjection, outProjection: Linear
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
    norm1 = try weights.layerNorm("ln_1", width, epsilon: shape.epsilon)
    norm2 = try weights.layerNorm("ln_2", width, epsilon: shape.epsilon)
    inProjection = Linear(
      weight: try weights.tensor("attn.in_proj_weight", [3 * width, width]),
      bias: try weights.tensor("attn.in_proj_bias", [3 * width])
    )
    outProjection = try weights.linear("attn.out_proj", from: width, to: width, accumulates: true)
    expand = try weights.linear(
      "mlp.c_fc",
      from: width,
      to: mlpWidth,
      activation: shape.activation
    )
    contract = try weights.linear("mlp.c_proj", from: mlpWidth, to: width, accumulates: true)
  }

  /// Runs the block over several sequences at once.
  ///
  /// - Parameters:
  ///   - x: The residual stream, `(rows, D)`; changed in place.
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
    let normed = workspace.floats(.normed, rows * width)
    let projected = workspace.floats(.wide, rows * max(3 * width, mlpWidth))

    norm1(x, rows: rows, into: normed)
    try inProjection(normed, rows: rows, into: projected, context)
    attend(projected, lengths: lengths, into: normed, workspace)
    try outProjection(normed, rows: rows, into: x, context)

    norm2(x, rows: rows, into: normed)
    try expand(normed, rows: rows, into: projected, context)
    try contract(projected, rows: rows, into: x, context)
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

/// What the blocks of one tower have in common.
struct TransformerShape: Sendable {
  /// D.
  var width: Int
  /// How many blocks.
  var layers: Int
  /// H; divides D.
  var heads: Int
  /// The width between the two layers of the MLP.
  var mlpWidth: Int
  /// Of the MLP.
  var activation: Activation
  /// Of the layer norms.
  var epsilon: Float
  /// Whether token t sees tokens 0...t only.
  var isCausal: Bool

  /// Takes the tensors of all blocks.
  ///
  /// - Parameter weights: Scoped to the tower: the blocks are `transformer.resblocks.0` and so on.
  /// - Returns: The blocks in order.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  func blocks(_ weights: WeightReader) throws(ModelError) -> [TransformerBlock] {
    var blocks: [TransformerBlock] = []
    for index in 0..<layers {
      blocks.append(
        try TransformerBlock(self, weights.scoped("transformer.resblocks.\(index)"))
      )
    }
    return blocks
  }
}
