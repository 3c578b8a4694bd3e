// SPDX-License-Identifier: MIT

/// The configuration of a CLIP or Chinese-CLIP folder as transformers writes it.
///
/// What a file leaves out has the default of transformers' `CLIPTextConfig`, `CLIPVisionConfig` and
/// `CLIPImageProcessor`. Chinese-CLIP has the same image encoder.
///
/// - Source: transformers, `configuration_clip.py`, `modeling_clip.py`,
///   `configuration_chinese_clip.py`.
struct HuggingFaceConfiguration {
  private let root: ConfigurationSection
  private let preprocessor: ModelFile

  /// Parses the JSON.
  ///
  /// - Parameters:
  ///   - model: `config.json`.
  ///   - preprocessor: `preprocessor_config.json` or `processor_config.json`.
  /// - Throws: ``ModelError`` `.invalidConfiguration`.
  init(model: ModelFile, preprocessor: ModelFile) throws(ModelError) {
    root = try ConfigurationSection(model)
    self.preprocessor = preprocessor
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.invalidConfiguration` or `.unsupported`.
  func reading() throws(ModelError) -> ModelConfiguration {
    guard let type = try root.string("model_type") else {
      throw ModelError(
        .invalidConfiguration,
        "\(root.file) has no model_type: it describes no CLIP model."
      )
    }
    guard type == "clip" || type == "chinese_clip" else {
      throw root.unsupported(
        "model_type",
        "Of Hugging Face's models, only \"clip\" and \"chinese_clip\" are supported."
      )
    }
    let text = try tower("text_config")
    return ModelConfiguration(
      embeddingDimension: try root.integer("projection_dim", default: 512),
      vision: .transformer(try vision()),
      text: type == "clip" ? try clip(text) : try HuggingFaceBERT(text).reading(),
      preprocessing: try HuggingFacePreprocessor(preprocessor).reading()
    )
  }

  /// The description of one tower.
  ///
  /// Old files may have it twice. Then transformers takes nothing from the one whose key has no
  /// `_dict` at its end, not even what the other leaves out.
  private func tower(_ key: String) throws(ModelError) -> ConfigurationSection {
    if let old = try root.sectionIfPresent("\(key)_dict") { return old }
    return try root.section(key)
  }

  private func clip(
    _ tower: ConfigurationSection
  ) throws(ModelError) -> ModelConfiguration.Text {
    let endOfText = try tower.integer("eos_token_id", in: 0...Int(Int32.max), default: 49_407)
    return ModelConfiguration.Text(
      width: try tower.integer("hidden_size", default: 512),
      layers: try tower.integer("num_hidden_layers", in: 1...1_024, default: 12),
      heads: try tower.integer("num_attention_heads", default: 8),
      contextLength: try tower.integer("max_position_embeddings", in: 2...65_536, default: 77),
      vocabularySize: try tower.integer("vocab_size", in: 1...(1 << 24), default: 49_408),
      activation: try tower.activation(default: .quickGELU),
      epsilon: Float(try tower.positive("layer_norm_eps", default: 1e-5)),
      mlpWidth: try tower.integer("intermediate_size", in: 1...(1 << 20), default: 2_048),
      isCausal: true,
      // Files from before transformers 4.31 say 2, wrongly, and their models are pooled at the
      // highest id to this day.
      pooling: endOfText == 2 ? .argMax : .firstEndOfText(Int32(endOfText)),
      // Any token would do: what follows the end of a text is not seen in a causal tower.
      paddingID: 0
    )
  }

  private func vision() throws(ModelError) -> ModelConfiguration.VisionTransformer {
    let tower = try tower("vision_config")
    guard try tower.integer("num_channels", default: 3) == 3 else {
      throw tower.unsupported("num_channels", "Only pictures of three colours are supported.")
    }
    return ModelConfiguration.VisionTransformer(
      width: try tower.integer("hidden_size", default: 768),
      layers: try tower.integer("num_hidden_layers", in: 1...1_024, default: 12),
      heads: try tower.integer("num_attention_heads", default: 12),
      patchSize: try tower.side("patch_size", default: 32),
      imageSize: try tower.side("image_size", default: 224),
      activation: try tower.activation(default: .quickGELU),
      epsilon: Float(try tower.positive("layer_norm_eps", default: 1e-5)),
      mlpWidth: try tower.integer("intermediate_size", in: 1...(1 << 20), default: 3_072)
    )
  }
}

extension ConfigurationSection {
  /// The nonlinearity that transformers calls `hidden_act`.
  ///
  /// - Parameter standard: What it is where nothing is said.
  /// - Returns: The nonlinearity.
  /// - Throws: ``ModelError`` `.invalidConfiguration`, or `.unsupported` for another one.
  func activation(
    default standard: ModelConfiguration.Activation
  ) throws(ModelError) -> ModelConfiguration.Activation {
    switch try string("hidden_act") {
    case nil: return standard
    case "quick_gelu": return .quickGELU
    case "gelu", "gelu_python": return .gelu
    default: throw unsupported("hidden_act", "Only gelu and quick_gelu are supported.")
    }
  }
}
