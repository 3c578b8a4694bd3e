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
  private let number: Number
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
  ///   - precision: What layers multiply in.
  ///   - weights: Scoped to `visual`.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(
    _ configuration: ModelConfiguration.ResidualNetwork,
    embedding: Int,
    normalization: PixelNormalization,
    precision: Precision,
    _ weights: WeightReader
  ) throws(ModelError) {
    let width = configuration.width
    side = configuration.imageSize
    self.normalization = normalization
    // Rounding feature maps to bfloat16 keeps what 8 bits promise; in networks with random weights it does not keep
    // what bf16 promises. The stem, whose rounding all blocks would carry on, is f32.
    let number: Number =
      precision == .int8 && Precision.bfloat16.isSupported ? .bfloat16 : .float32
    self.number = number
    stem = [
      try weights.convolution(
        "conv1",
        norm: "bn1",
        from: 3,
        to: width / 2,
        kernel: 3,
        stride: 2,
        number: .float32
      ),
      try weights.convolution(
        "conv2",
        norm: "bn2",
        from: width / 2,
        to: width / 2,
        kernel: 3,
        number: .float32
      ),
      try weights.convolution(
        "conv3",
        norm: "bn3",
        from: width / 2,
        to: width,
        kernel: 3,
        number: .float32
      ),
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
          number: number,
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

    let stemMaps = FeatureMaps(workspace, count: count, number: .float32)
    var map = try stemMaps.convolve(stem[0], pixels: input, side: side, into: .mapA)
    map = try stemMaps.convolve(stem[1], map, into: .mapB)
    map = try stemMaps.convolve(stem[2], map, into: .mapA)
    map = try stemMaps.pool(map, into: .mapB)
    let maps = FeatureMaps(workspace, count: count, number: number)
    map = try maps.take(map, of: stemMaps, into: .mapA)
    for block in blocks {
      map = try block(map, maps)
    }
    try pool(try maps.floats(map), count: count, workspace, into: output)
  }
}
