// SPDX-License-Identifier: MIT

extension ModelConfiguration {
  /// A vision transformer: patches and a class token through pre-norm blocks.
  ///
  /// - Source: Radford et al. 2021, section 2.4; OpenAI CLIP `model.py`, `VisionTransformer`.
  public struct VisionTransformer: Sendable, Equatable {
    /// D.
    public var width: Int
    /// How many blocks.
    public var layers: Int
    /// H; divides D.
    public var heads: Int
    /// Height and width of a patch, in pixels; at most the image's.
    public var patchSize: Int
    /// Height and width of the input, in pixels; what exceeds whole patches is left out.
    public var imageSize: Int
    /// Inside the MLPs.
    public var activation: Activation
    /// What layer norms add to the variance.
    public var epsilon: Float
    /// The width between the two layers of an MLP.
    public var mlpWidth: Int

    /// Patches and the class token: T.
    public var tokenCount: Int { (imageSize / patchSize) * (imageSize / patchSize) + 1 }

    /// A tower of known measures.
    package init(
      width: Int,
      layers: Int,
      heads: Int,
      patchSize: Int,
      imageSize: Int,
      activation: Activation,
      epsilon: Float,
      mlpWidth: Int
    ) {
      self.width = width
      self.layers = layers
      self.heads = heads
      self.patchSize = patchSize
      self.imageSize = imageSize
      self.activation = activation
      self.epsilon = epsilon
      self.mlpWidth = mlpWidth
    }
  }

  /// CLIP's modified ResNet, with anti-aliased strides and attention in place of the last pool.
  ///
  /// - Source: Radford et al. 2021, section 2.4; OpenAI CLIP `model.py`, `ModifiedResNet`.
  public struct ResidualNetwork: Sendable, Equatable {
    /// How many bottleneck blocks each of the four stages has.
    public var layers: [Int]
    /// Channels after the stem; feature maps before the pool have 32 times as many.
    public var width: Int
    /// H of the attention pool; divides 32 times the width.
    public var heads: Int
    /// Height and width of the input, in pixels; a multiple of 32.
    public var imageSize: Int

    /// A tower of known measures.
    package init(layers: [Int], width: Int, heads: Int, imageSize: Int) {
      self.layers = layers
      self.width = width
      self.heads = heads
      self.imageSize = imageSize
    }
  }
}
