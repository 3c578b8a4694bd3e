// SPDX-License-Identifier: MIT

import CLIPModel

/// How a model is built, in words for people.
public struct ModelArchitecture: Sendable, Equatable {
  /// What looks at photos, such as "ViT: 12 blocks of width 768, patches of 32 pixels".
  public let imageEncoder: String
  /// What reads texts.
  public let textEncoder: String
  /// What happens to a photo before.
  public let preprocessing: String
}

extension EmbeddingModel {
  /// How the model is built.
  public var architecture: ModelArchitecture {
    let configuration = model.encoder.configuration
    return ModelArchitecture(
      imageEncoder: configuration.vision.words,
      textEncoder: configuration.text.words,
      preprocessing: configuration.preprocessing.words
    )
  }
}

extension ModelConfiguration.Vision {
  fileprivate var words: String {
    switch self {
    case .transformer(let tower):
      "ViT: \(tower.layers) blocks of width \(tower.width), patches of \(tower.patchSize) pixels"
    case .residual(let tower):
      "ResNet: \(tower.layers.map(String.init).joined(separator: "-")) blocks of width \(tower.width)"
    }
  }
}

extension ModelConfiguration.Text {
  fileprivate var words: String {
    "transformer: \(layers) blocks of width \(width), up to \(contextLength) of \(vocabularySize) tokens"
  }
}

extension ModelConfiguration.Preprocessing {
  fileprivate var words: String {
    let form = fit == .squash ? "squashed to" : "the middle square at"
    return "\(form) \(side) pixels, \(filter.rawValue)"
  }
}
