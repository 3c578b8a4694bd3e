// SPDX-License-Identifier: MIT

/// The configuration of one of Chinese-CLIP's own checkpoints (`clip_cn_*.pt`), which have none: it
/// follows from the shapes.
///
/// What does not show in the shapes is the same in all of them: quick GELU and heads of 64 in the
/// image encoder, but for the largest; the exact GELU, heads of 64 and an epsilon of 1e-12 in BERT;
/// squashed pictures.
///
/// - Source: Chinese-CLIP `cn_clip/clip/model.py`, `utils.py` and `model_configs/`.
struct ChineseCLIPConfiguration {
  private static let words = "bert.embeddings.word_embeddings.weight"

  private let shapes: CheckpointShapes

  /// The checkpoint whose shapes are looked at.
  init(_ checkpoint: Checkpoint) {
    shapes = CheckpointShapes(checkpoint, of: "Chinese-CLIP")
  }

  /// Whether a checkpoint looks like one of Chinese-CLIP's own.
  static func describes(_ checkpoint: Checkpoint) -> Bool {
    checkpoint.naming.style == .native && !checkpoint.naming.hasJoinedBERTProjections
      && checkpoint.stored[checkpoint.naming.wrapper + words] != nil
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.missingTensor` or `.shapeMismatch` naming the tensor that no model
  ///   of Chinese-CLIP's could have or lack.
  func reading() throws(ModelError) -> ModelConfiguration {
    // ViT-H/14 alone has heads of 80.
    let vision = try shapes.vision { width in width == 1_280 ? 80 : 64 }
    return ModelConfiguration(
      embeddingDimension: try shapes.extents("text_projection", axes: 2)[1],
      vision: vision,
      text: try text(),
      preprocessing: ModelConfiguration.Preprocessing(
        side: vision.imageSize,
        fit: .squash,
        filter: .bicubic,
        mean: ModelConfiguration.Preprocessing.openAIMean,
        standardDeviation: ModelConfiguration.Preprocessing.openAIStandardDeviation
      )
    )
  }

  private func text() throws(ModelError) -> ModelConfiguration.Text {
    let words = try shapes.extents(Self.words, axes: 2)
    let positions = try shapes.extents("bert.embeddings.position_embeddings.weight", axes: 2)[0]
    let types = try shapes.extents("bert.embeddings.token_type_embeddings.weight", axes: 2)[0]
    return ModelConfiguration.Text(
      architecture: .bert(positionCount: positions, tokenTypeCount: types),
      width: words[1],
      layers: try shapes.depth("bert.encoder.layer."),
      heads: try shapes.heads(Self.words, width: words[1]),
      contextLength: min(HuggingFaceBERT.contextLength, positions),
      vocabularySize: words[0],
      activation: .gelu,
      epsilon: 1e-12,
      mlpWidth: try shapes.extents("bert.encoder.layer.0.intermediate.dense.weight", axes: 2)[0],
      isCausal: false,
      pooling: .first,
      paddingID: 0
    )
  }
}
