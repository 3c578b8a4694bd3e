// SPDX-License-Identifier: MIT

/// Everything a checkpoint's own JSON says about the model.
///
/// Shapes are written with B for the batch, T for tokens, D for a tower's width, H for its heads
/// and E for the embedding dimension.
public struct ModelConfiguration: Sendable, Equatable {
  /// E: how many numbers describe a picture or a text.
  public var embeddingDimension: Int
  /// The image encoder.
  public var vision: Vision
  /// The text encoder.
  public var text: Text
  /// How a picture becomes the image encoder's input.
  public var preprocessing: Preprocessing

  /// A configuration of known parts.
  package init(
    embeddingDimension: Int,
    vision: Vision,
    text: Text,
    preprocessing: Preprocessing
  ) {
    self.embeddingDimension = embeddingDimension
    self.vision = vision
    self.text = text
    self.preprocessing = preprocessing
  }
}

extension ModelConfiguration {
  /// An image encoder of one of OpenAI's two families.
  public enum Vision: Sendable, Equatable {
    /// A vision transformer.
    case transformer(VisionTransformer)
    /// A ResNet with attention pooling.
    case residual(ResidualNetwork)

    /// Height and width of the input, in pixels.
    public var imageSize: Int {
      switch self {
      case .transformer(let tower): tower.imageSize
      case .residual(let tower): tower.imageSize
      }
    }
  }

  /// The nonlinearity between the two layers of a transformer's MLP.
  public enum Activation: String, Sendable, CaseIterable {
    /// x · Φ(x), computed exactly (Hendrycks and Gimpel 2016).
    case gelu
    /// x · sigmoid(1.702 x), OpenAI's approximation.
    case quickGELU
  }
}
