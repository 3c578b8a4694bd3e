// SPDX-License-Identifier: MIT

extension ModelConfiguration {
  /// A text transformer.
  ///
  /// - Source: Radford et al. 2021, section 2.4; OpenAI CLIP `model.py`, `CLIP.encode_text`; Devlin
  ///   et al. 2018.
  public struct Text: Sendable, Equatable {
    /// How the blocks are built, and what is added up at their start.
    public enum Architecture: Sendable, Equatable {
      /// CLIP's: layer norms at the start of each half of a block and behind the last one; a
      /// position for each token of the context.
      case clip
      /// BERT's: layer norms behind the embeddings and at the end of each half of a block;
      /// positions, which may be more than the context has, and types of tokens, of which a text
      /// has the first.
      case bert(positionCount: Int, tokenTypeCount: Int)
    }

    /// Which token's last state stands for the text.
    public enum Pooling: Sendable, Equatable {
      /// The first one, which BERT calls `[CLS]`.
      case first
      /// The first one with the highest id: end-of-text is the last entry of CLIP's vocabulary.
      case argMax
      /// The first one with this id.
      case firstEndOfText(Int32)
    }

    /// How the blocks are built.
    public var architecture: Architecture
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
    /// What fills the context behind a text; seen only by a tower of CLIP's that is not causal.
    public var paddingID: Int32

    /// A tower of known measures.
    package init(
      architecture: Architecture = .clip,
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
      self.architecture = architecture
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
