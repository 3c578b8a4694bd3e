// SPDX-License-Identifier: MIT

/// The text encoder of an open_clip configuration.
///
/// - Source: open_clip `model.py`, `CLIPTextCfg` and `_build_text_tower`.
struct OpenCLIPText {
  private let tower: ConfigurationSection
  private let usesQuickGELU: Bool

  /// The description of a text encoder.
  ///
  /// - Parameters:
  ///   - tower: `model_cfg.text_cfg`.
  ///   - usesQuickGELU: `model_cfg.quick_gelu`.
  init(_ tower: ConfigurationSection, usesQuickGELU: Bool) {
    self.tower = tower
    self.usesQuickGELU = usesQuickGELU
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.invalidConfiguration` or `.unsupported`.
  func reading() throws(ModelError) -> ModelConfiguration.Text {
    guard tower["hf_model_name"] == nil else {
      throw tower.unsupported(
        "hf_model_name",
        "Only CLIP's own text transformer is supported."
      )
    }
    try tower.refuseFeatures(except: Self.features, known: Self.known)
    guard tower["tokenizer_kwargs"]?.object?.isEmpty ?? true else {
      throw tower.unsupported("tokenizer_kwargs", "Only models without it are supported.")
    }
    let block = OpenCLIPBlock(tower, usesQuickGELU: usesQuickGELU)
    let width = try tower.integer("width", default: 512)
    return ModelConfiguration.Text(
      width: width,
      layers: try tower.integer("layers", in: 1...1_024, default: 12),
      heads: try tower.integer("heads", default: 8),
      contextLength: try tower.integer("context_length", in: 2...65_536, default: 77),
      vocabularySize: try tower.integer("vocab_size", in: 1...(1 << 24), default: 49_408),
      activation: try block.activation(),
      epsilon: try block.epsilon(),
      mlpWidth: try block.mlpWidth(of: width),
      isCausal: try !tower.flag("no_causal_mask", default: false),
      pooling: try pooling(),
      paddingID: Int32(try tower.integer("pad_id", in: 0...Int(Int32.max), default: 0))
    )
  }

  private func pooling() throws(ModelError) -> ModelConfiguration.Text.Pooling {
    switch try tower.string("pool_type") {
    case nil, "argmax": return .argMax
    case "eos":
      let id = try tower.integer("eos_id", in: 0...Int(Int32.max), default: 2)
      return .firstEndOfText(Int32(id))
    default: throw tower.unsupported("pool_type", "Only argmax and eos are supported.")
    }
  }

  /// What changes the computation, and the one value that is computed here.
  private static let features: [(key: String, value: JSONValue)] =
    OpenCLIPBlock.features + [
      ("embed_cls", false), ("proj_type", "linear"), ("proj_bias", false),
      ("tokenizer_mode", ""),
    ]

  private static let known: Set<String> = [
    "context_length", "vocab_size", "width", "heads", "layers", "mlp_ratio", "no_causal_mask",
    "pool_type", "eos_id", "pad_id", "act_kwargs", "norm_kwargs", "tokenizer_kwargs",
    // The folder's own tokenizer counts.
    "hf_tokenizer_name",
    // Not obeyed by open_clip either.
    "final_ln_after_pool",
    // Without a meaning where the features above have the values they must have.
    "output_tokens", "hf_model_pretrained", "hf_proj_type", "hf_pooler_type",
  ]
}
