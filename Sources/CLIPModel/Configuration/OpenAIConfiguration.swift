// SPDX-License-Identifier: MIT

/// The configuration of one of OpenAI's own checkpoints, which have none: it follows from the shapes.
///
/// What does not show in the shapes is the same in all of them: heads of 64, quick GELU, OpenAI's
/// preprocessing.
///
/// - Source: OpenAI CLIP `model.py`, `build_model`; `clip.py`, `_transform`.
struct OpenAIConfiguration {
  private let checkpoint: Checkpoint

  /// The checkpoint whose shapes are looked at.
  init(_ checkpoint: Checkpoint) {
    self.checkpoint = checkpoint
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.missingTensor` or `.shapeMismatch` naming the tensor that no model
  ///   of OpenAI's could have or lack.
  func reading() throws(ModelError) -> ModelConfiguration {
    let vision: ModelConfiguration.Vision =
      if stored("visual.proj") != nil {
        .transformer(try transformer())
      } else {
        .residual(try residualNetwork())
      }
    return ModelConfiguration(
      embeddingDimension: try shape("text_projection", axes: 2)[1],
      vision: vision,
      text: try text(),
      preprocessing: ModelConfiguration.Preprocessing(
        side: vision.imageSize,
        fit: .shortestSideThenCentreCrop,
        filter: .bicubic,
        mean: ModelConfiguration.Preprocessing.openAIMean,
        standardDeviation: ModelConfiguration.Preprocessing.openAIStandardDeviation
      )
    )
  }

  private func transformer() throws(ModelError) -> ModelConfiguration.VisionTransformer {
    let kernel = try shape("visual.conv1.weight", axes: 4)
    let (width, patch) = (kernel[0], kernel[3])
    let grid = try side("visual.positional_embedding")
    return ModelConfiguration.VisionTransformer(
      width: width,
      layers: try depth("visual.transformer.resblocks."),
      heads: width / 64,
      patchSize: patch,
      imageSize: try bounded(patch * grid, "visual.conv1.weight"),
      activation: .quickGELU,
      epsilon: 1e-5,
      mlpWidth: try shape("visual.transformer.resblocks.0.mlp.c_fc.weight", axes: 2)[0]
    )
  }

  private func residualNetwork() throws(ModelError) -> ModelConfiguration.ResidualNetwork {
    let width = try shape("visual.layer1.0.conv1.weight", axes: 4)[0]
    var layers: [Int] = []
    for stage in 1...4 { layers.append(try depth("visual.layer\(stage).")) }
    return ModelConfiguration.ResidualNetwork(
      layers: layers,
      width: width,
      heads: width * 32 / 64,
      imageSize: 32 * (try side("visual.attnpool.positional_embedding"))
    )
  }

  private func text() throws(ModelError) -> ModelConfiguration.Text {
    let width = try shape("ln_final.weight", axes: 1)[0]
    return ModelConfiguration.Text(
      width: width,
      layers: try depth("transformer.resblocks."),
      heads: width / 64,
      contextLength: try shape("positional_embedding", axes: 2)[0],
      vocabularySize: try shape("token_embedding.weight", axes: 2)[0],
      activation: .quickGELU,
      epsilon: 1e-5,
      mlpWidth: try shape("transformer.resblocks.0.mlp.c_fc.weight", axes: 2)[0],
      isCausal: true,
      pooling: .argMax,
      paddingID: 0
    )
  }

  // MARK: - Shapes

  private func stored(_ name: String) -> StoredTensor? {
    checkpoint.stored[checkpoint.naming.wrapper + name]
  }

  /// Extents, each of them large enough for a model and small enough to multiply.
  private func shape(_ name: String, axes: Int) throws(ModelError) -> [Int] {
    guard let tensor = stored(name) else {
      throw ModelError(
        .missingTensor,
        "\(checkpoint.file.path) lacks the tensor \(name), which OpenAI's models have. "
          + "A model of anybody else needs its configuration beside it."
      )
    }
    guard tensor.shape.count == axes else { throw misshapen(name, tensor.shape) }
    for extent in tensor.shape { _ = try bounded(extent, name) }
    return tensor.shape
  }

  /// The side of the square of positions behind the first one.
  private func side(_ name: String) throws(ModelError) -> Int {
    let count = try shape(name, axes: 2)[0] - 1
    let side = Int(Double(count).squareRoot().rounded())
    guard side > 0, side * side == count else {
      throw misshapen(name, stored(name)?.shape ?? [])
    }
    return side
  }

  /// How many blocks there are, whose names begin with their numbers.
  private func depth(_ prefix: String) throws(ModelError) -> Int {
    let start = checkpoint.naming.wrapper + prefix
    let numbers = checkpoint.stored.keys.compactMap { name -> Int? in
      guard name.hasPrefix(start) else { return nil }
      return Int(name.dropFirst(start.count).prefix { $0 != "." })
    }
    let depth = Set(numbers).count
    guard (1...1_024).contains(depth) else {
      throw ModelError(
        .missingTensor,
        "\(checkpoint.file.path) has \(depth) blocks whose tensors begin with \(prefix); "
          + "it is not one of OpenAI's models."
      )
    }
    return depth
  }

  private func bounded(_ extent: Int, _ name: String) throws(ModelError) -> Int {
    guard (1...(1 << 24)).contains(extent) else {
      throw misshapen(name, stored(name)?.shape ?? [])
    }
    return extent
  }

  private func misshapen(_ name: String, _ shape: [Int]) -> ModelError {
    ModelError(
      .shapeMismatch,
      "The tensor \(name) of \(checkpoint.file.path) has the shape \(shape), which none of OpenAI's "
        + "models has."
    )
  }
}
