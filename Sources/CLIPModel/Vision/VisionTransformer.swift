// SPDX-License-Identifier: MIT

import Compute

/// The vision transformer of CLIP: patches and a class token through pre-norm blocks.
///
/// - Source: Radford et al. 2021, section 2.4; OpenAI CLIP `model.py`, `VisionTransformer`.
struct VisionTransformer: VisionTower {
  private let side, width: Int
  private let patchEmbedding: PatchEmbedding
  private let classEmbedding, positions: Parameter
  private let normBefore, normAfter: LayerNorm
  private let blocks: TransformerBlocks
  private let projection: Linear

  /// P: patches of one picture.
  private var patchCount: Int { tokenCount - 1 }
  /// T: patches and the class token.
  private let tokenCount: Int

  /// Takes the tower's tensors.
  ///
  /// - Parameters:
  ///   - configuration: Of this tower.
  ///   - embedding: E.
  ///   - normalization: From bytes to the numbers the tower expects.
  ///   - precision: What layers multiply in.
  ///   - weights: Scoped to `visual`.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(
    _ configuration: ModelConfiguration.VisionTransformer,
    embedding: Int,
    normalization: PixelNormalization,
    precision: Precision,
    _ weights: WeightReader
  ) throws(ModelError) {
    let (width, patch) = (configuration.width, configuration.patchSize)
    side = configuration.imageSize
    self.width = width
    patchEmbedding = PatchEmbedding(
      weight: try weights.tensor("conv1.weight", [width, 3, patch, patch]),
      normalization: normalization,
      arithmetic: precision.arithmetic,
      packed: weights.packedLayer("conv1")
    )
    classEmbedding = Parameter(try weights.tensor("class_embedding", [width]))
    tokenCount = configuration.tokenCount
    positions = Parameter(try weights.tensor("positional_embedding", [tokenCount, width]))
    normBefore = try weights.layerNorm("ln_pre", width, epsilon: configuration.epsilon)
    normAfter = try weights.layerNorm("ln_post", width, epsilon: configuration.epsilon)
    blocks = try TransformerShape(
      width: width,
      layers: configuration.layers,
      heads: configuration.heads,
      mlpWidth: configuration.mlpWidth,
      activation: configuration.activation.compute,
      epsilon: configuration.epsilon,
      isCausal: false,
      arithmetic: precision.arithmetic
    ).blocks(weights)
    projection = try weights.projectionLayer("proj", from: width, to: embedding)
  }

  func encode(
    _ pixels: UnsafePointer<UInt8>,
    count: Int,
    _ workspace: EncoderWorkspace,
    into output: UnsafeMutablePointer<Float>
  ) throws(ComputeError) {
    let rows = count * tokenCount
    let stream = try workspace.floats(.stream, rows * width)
    try embed(pixels, count: count, workspace, into: stream)
    try normBefore(stream, rows: rows, into: stream)
    let chunks = SequenceChunks(
      lengths: Array(repeating: tokenCount, count: count),
      roundsRows: false
    )
    let pooled = try blocks(stream, chunks, pooledRows: chunks.firstRows, workspace)
    try normAfter(pooled, rows: count, into: pooled)
    try projection(pooled, rows: count, into: output, workspace.context)
  }

  /// Class token and patches with their positions: `(B, T, D)`.
  private func embed(
    _ pixels: UnsafePointer<UInt8>,
    count: Int,
    _ workspace: EncoderWorkspace,
    into stream: UnsafeMutablePointer<Float>
  ) throws(ComputeError) {
    let patches = count * patchCount
    let embedded = try workspace.floats(.between, patches * width)
    try patchEmbedding(
      pixels,
      count: count,
      side: side,
      into: embedded,
      scratch: workspace.bytes(.pixels, patchEmbedding.scratchByteCount(patches: patches)),
      workspace.context
    )
    for index in 0..<count {
      let tokens = stream + index * tokenCount * width
      tokens.update(from: try classEmbedding.floats(), count: width)
      (tokens + width).update(
        from: embedded + index * patchCount * width,
        count: patchCount * width
      )
      add(try positions.floats(), to: tokens, count: tokenCount * width)
    }
  }
}
