// SPDX-License-Identifier: MIT

extension ModelConfiguration {
  /// A text transformer.
  ///
  /// - Source: Radford et al. 2021, section 2.4; OpenAI CLIP `model.py`, `CLIP.encode_text`.
  public struct Text: Sendable, Equatable {
    /// Which token's last state stands for the text.
    public enum Pooling: Sendable, Equatable {
      /// The first one with the highest id: end-of-text is the last entry of CLIP's vocabulary.
      case argMax
      /// The first one with this id.
      case firstEndOfText(Int32)
    }

    /// D.
    public var width: Int
    /// How many blocks.
    public var layers: Int
    /// H; divides D.
    public var heads: Int
    /// The most tokens a text may have: T.
    public var contextLength: Int
    /// How many different tokens there are.
    public var vocabularySize: Int
    /// Inside the MLPs.
    public var activation: Activation
    /// What layer norms add to the variance.
    public var epsilon: Float
    /// The width between the two layers of an MLP.
    public var mlpWidth: Int
    /// Whether a token sees only itself and those before it.
    public var isCausal: Bool
    /// Which token's last state stands for the text.
    public var pooling: Pooling
    /// What fills the context behind a text; seen only by a tower that is not causal.
    public var paddingID: Int32

    /// A tower of known measures.
    package init(
      width: Int,
      layers: Int,
      heads: Int,
      contextLength: Int,
      vocabularySize: Int,
      activation: Activation,
      epsilon: Float,
      mlpWidth: Int,
      isCausal: Bool,
      pooling: Pooling,
      paddingID: Int32
    ) {
      self.width = width
      self.layers = layers
      self.heads = heads
      self.contextLength = contextLength
      self.vocabularySize = vocabularySize
      self.activation = activation
      self.epsilon = epsilon
      self.mlpWidth = mlpWidth
      self.isCausal = isCausal
      self.pooling = pooling
      self.paddingID = paddingID
    }
  }
}
