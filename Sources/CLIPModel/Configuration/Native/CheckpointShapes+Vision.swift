// SPDX-License-Identifier: MIT

extension CheckpointShapes {
  /// The image encoder, which OpenAI and Chinese-CLIP name alike.
  ///
  /// - Parameter headWidth: How wide the heads of a vision transformer of the given width are.
  /// - Returns: A vision transformer, or a residual network where there is no `visual.proj`.
  /// - Throws: ``ModelError`` `.missingTensor` or `.shapeMismatch`.
  func vision(
    headWidth: (_ width: Int) -> Int = { _ in 64 }
  ) throws(ModelError) -> ModelConfiguration.Vision {
    has("visual.proj")
      ? .transformer(try visionTransformer(headWidth)) : .residual(try residualNetwork())
  }

  private func visionTransformer(
    _ headWidth: (_ width: Int) -> Int
  ) throws(ModelError) -> ModelConfiguration.VisionTransformer {
    let patches = "visual.conv1.weight"
    let kernel = try extents(patches, axes: 4)
    let (width, patch) = (kernel[0], kernel[3])
    let grid = try side("visual.positional_embedding")
    return ModelConfiguration.VisionTransformer(
      width: width,
      layers: try depth("visual.transformer.resblocks."),
      heads: try heads(patches, width: width, headWidth: headWidth(width)),
      patchSize: patch,
      imageSize: try bounded(patch * grid, patches),
      activation: .quickGELU,
      epsilon: 1e-5,
      mlpWidth: try extents("visual.transformer.resblocks.0.mlp.c_fc.weight", axes: 2)[0]
    )
  }

  private func residualNetwork() throws(ModelError) -> ModelConfiguration.ResidualNetwork {
    let width = try extents("visual.layer1.0.conv1.weight", axes: 4)[0]
    var layers: [Int] = []
    for stage in 1...4 { layers.append(try depth("visual.layer\(stage).")) }
    return ModelConfiguration.ResidualNetwork(
      layers: layers,
      width: width,
      heads: width * 32 / 64,
      imageSize: 32 * (try side("visual.attnpool.positional_embedding"))
    )
  }
}
