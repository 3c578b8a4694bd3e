// SPDX-License-Identifier: MIT

import Compute

/// CLIP's modified ResNet: a stem of three convolutions, anti-aliased strides, and attention instead of the last pool.
///
/// Feature maps are `(B, side, side, channels)`, so that a 1 x 1 convolution is a matrix product and the attention
/// pool sees its tokens as they lie.
///
/// - Source: Radford et al. 2021, section 2.4; OpenAI CLIP `model.py`, `ModifiedResNet`.
struct ResidualNetwork: VisionTower {
  private let side: Int
  private let normalization: PixelNormalization
  private let stem: [Convolution]
  private let blocks: [Bottleneck]
  private let pool: AttentionPool

  /// Takes the tower's tensors.
  ///
  /// - Parameters:
  ///   - configuration: Of this tower.
  ///   - embedding: E.
  ///   - normalization: From bytes to the numbers the tower expects.
  ///   - weights: Scoped to `visual`.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(
    _ configuration: ModelConfiguration.ResidualNetwork,
    embedding: Int,
    normalization: PixelNormalization,
    _ weights: WeightReader
  ) throws(ModelError) {
    let width = configuration.width
    side = configuration.imageSize
    self.normalization = normalization
    stem = [
      try weights.convolution(
        "conv1",
        norm: "bn1",
        from: 3,
        to: width / 2,
        kernel: 3,
        stride: 2
      ),
      try weights.convolution("conv2", norm: "bn2", from: width / 2, to: width / 2, kernel: 3),
      try weights.convolution("conv3", norm: "bn3", from: width / 2, to: width, kernel: 3),
    ]
    var blocks: [Bottleneck] = []
    var channels = width
    for (stage, depth) in configuration.layers.enumerated() {
      let planes = width << stage
      for index in 0..<depth {
        let block = try Bottleneck(
          from: channels,
          planes: planes,
          stride: stage > 0 && index == 0 ? 2 : 1,
          weights.scoped("layer\(stage + 1).\(index)")
        )
        channels = block.outputs
        blocks.append(block)
      }
    }
    self.blocks = blocks
    pool = try AttentionPool(
      side: configuration.imageSize / 32,
      width: channels,
      heads: configuration.heads,
      embedding: embedding,
      weights.scoped("attnpool")
    )
  }

  func encode(
    _ pixels: UnsafePointer<UInt8>,
    count: Int,
    _ workspace: EncoderWorkspace,
    into output: UnsafeMutablePointer<Float>
  ) throws(ComputeError) {
    let input = try workspace.floats(.pixels, count * side * side * 3)
    normalization.normalize(pixels, count: count * side * side, into: input)

    let maps = FeatureMaps(workspace, count: count)
    var map = try maps.convolve(stem[0], input, side: side, into: .mapA)
    map = try maps.convolve(stem[1], map, into: .mapB)
    map = try maps.convolve(stem[2], map, into: .mapA)
    map = try maps.pool(map, into: .mapB)
    for block in blocks {
      map = try block(map, maps)
    }
    try pool(try maps.floats(map), count: count, workspace, into: output)
  }
}
