// SPDX-License-Identifier: MIT

/// The configuration of one of OpenAI's own checkpoints, which have none: it follows from the shapes.
///
/// What does not show in the shapes is the same in all of them: heads of 64, quick GELU, OpenAI's
/// preprocessing.
///
/// - Source: OpenAI CLIP `model.py`, `build_model`; `clip.py`, `_transform`.
struct OpenAIConfiguration {
  private let shapes: CheckpointShapes

  /// The checkpoint whose shapes are looked at.
  init(_ checkpoint: Checkpoint) {
    shapes = CheckpointShapes(checkpoint, of: "OpenAI")
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.missingTensor` or `.shapeMismatch` naming the tensor that no model
  ///   of OpenAI's could have or lack.
  func reading() throws(ModelError) -> ModelConfiguration {
    let vision = try shapes.vision()
    return ModelConfiguration(
      embeddingDimension: try shapes.extents("text_projection", axes: 2)[1],
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

  private func text() throws(ModelError) -> ModelConfiguration.Text {
    let norm = "ln_final.weight"
    let width = try shapes.extents(norm, axes: 1)[0]
    return ModelConfiguration.Text(
      width: width,
      layers: try shapes.depth("transformer.resblocks."),
      heads: try shapes.heads(norm, width: width),
      contextLength: try shapes.extents("positional_embedding", axes: 2)[0],
      vocabularySize: try shapes.extents("token_embedding.weight", axes: 2)[0],
      activation: .quickGELU,
      epsilon: 1e-5,
      mlpWidth: try shapes.extents("transformer.resblocks.0.mlp.c_fc.weight", axes: 2)[0],
      isCausal: true,
      pooling: .argMax,
      paddingID: 0
    )
  }
}
