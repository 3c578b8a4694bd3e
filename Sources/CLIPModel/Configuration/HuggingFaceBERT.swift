// SPDX-License-Identifier: MIT

/// The text encoder of a Chinese-CLIP folder as transformers writes it.
///
/// What a file leaves out has the default of transformers' `ChineseCLIPTextConfig`.
///
/// - Source: transformers, `configuration_chinese_clip.py`, `modeling_chinese_clip.py`.
struct HuggingFaceBERT {
  /// The tokens of a text, which no file says: Chinese-CLIP was trained with these, and cn_clip cuts
  /// texts to them, though there are positions for 512.
  ///
  /// - Source: Chinese-CLIP, `cn_clip/clip/utils.py`, `tokenize`.
  static let contextLength = 52

  private let tower: ConfigurationSection

  /// The description of a text encoder.
  ///
  /// - Parameter tower: `text_config`.
  init(_ tower: ConfigurationSection) {
    self.tower = tower
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.invalidConfiguration` or `.unsupported`.
  func reading() throws(ModelError) -> ModelConfiguration.Text {
    guard try tower.string("position_embedding_type") ?? "absolute" == "absolute" else {
      throw tower.unsupported("position_embedding_type", "Only \"absolute\" is supported.")
    }
    guard try !tower.flag("is_decoder", default: false) else {
      throw tower.unsupported("is_decoder", "Only models with false are supported.")
    }
    let positions = try tower.integer("max_position_embeddings", in: 2...65_536, default: 512)
    return ModelConfiguration.Text(
      architecture: .bert(
        positionCount: positions,
        tokenTypeCount: try tower.integer("type_vocab_size", in: 1...65_536, default: 2)
      ),
      width: try tower.integer("hidden_size", default: 768),
      layers: try tower.integer("num_hidden_layers", in: 1...1_024, default: 12),
      heads: try tower.integer("num_attention_heads", default: 12),
      contextLength: min(Self.contextLength, positions),
      vocabularySize: try tower.integer("vocab_size", in: 1...(1 << 24), default: 30_522),
      activation: try tower.activation(default: .gelu),
      epsilon: Float(try tower.positive("layer_norm_eps", default: 1e-12)),
      mlpWidth: try tower.integer("intermediate_size", in: 1...(1 << 20), default: 3_072),
      isCausal: false,
      pooling: .first,
      paddingID: Int32(try tower.integer("pad_token_id", in: 0...Int(Int32.max), default: 0))
    )
  }
}
