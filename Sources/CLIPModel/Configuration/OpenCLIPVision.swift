// SPDX-License-Identifier: MIT

/// The image encoder of an open_clip configuration.
///
/// - Source: open_clip `model.py`, `CLIPVisionCfg` and `_build_vision_tower`.
struct OpenCLIPVision {
  private let tower: ConfigurationSection
  private let usesQuickGELU: Bool

  /// The description of an image encoder.
  ///
  /// - Parameters:
  ///   - tower: `model_cfg.vision_cfg`.
  ///   - usesQuickGELU: `model_cfg.quick_gelu`.
  init(_ tower: ConfigurationSection, usesQuickGELU: Bool) {
    self.tower = tower
    self.usesQuickGELU = usesQuickGELU
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.invalidConfiguration` or `.unsupported`.
  func reading() throws(ModelError) -> ModelConfiguration.Vision {
    guard tower["timm_model_name"] == nil else {
      throw tower.unsupported(
        "timm_model_name",
        "Only OpenAI's ViT and ResNet image encoders are supported."
      )
    }
    // A list of layers makes it a ResNet, which has none of the other features.
    if let layers = tower["layers"]?.array {
      try tower.refuseFeatures(except: [], known: Self.known.union(Self.features.map(\.key)))
      return .residual(try residualNetwork(layers))
    }
    try tower.refuseFeatures(except: Self.features, known: Self.known)
    return .transformer(try transformer())
  }

  private func transformer() throws(ModelError) -> ModelConfiguration.VisionTransformer {
    let block = OpenCLIPBlock(tower, usesQuickGELU: usesQuickGELU)
    let width = try tower.integer("width", default: 768)
    return ModelConfiguration.VisionTransformer(
      width: width,
      layers: try tower.integer("layers", in: 1...1_024, default: 12),
      heads: width / (try tower.integer("head_width", default: 64)),
      patchSize: try tower.side("patch_size", default: 16),
      imageSize: try tower.side("image_size", default: 224),
      activation: try block.activation(),
      epsilon: try block.epsilon(),
      mlpWidth: try block.mlpWidth(of: width)
    )
  }

  private func residualNetwork(
    _ layers: [JSONValue]
  ) throws(ModelError) -> ModelConfiguration.ResidualNetwork {
    let depths = layers.compactMap(\.integer)
    guard depths.count == 4, layers.count == 4, depths.allSatisfy((1...1_024).contains) else {
      throw tower.invalid("layers", "a number of blocks or a list of four")
    }
    let width = try tower.integer("width", in: 1...4_096, default: 768)
    return ModelConfiguration.ResidualNetwork(
      layers: depths,
      width: width,
      heads: 32 * width / (try tower.integer("head_width", default: 64)),
      imageSize: try tower.side("image_size", default: 224)
    )
  }

  /// What changes the computation of a transformer, and the one value that is computed here.
  private static let features: [(key: String, value: JSONValue)] =
    OpenCLIPBlock.features + [
      ("attentional_pool", false), ("no_ln_pre", false), ("pos_embed_type", "learnable"),
      ("pool_type", "tok"),
    ]

  private static let known: Set<String> = [
    "layers", "width", "head_width", "mlp_ratio", "patch_size", "image_size", "act_kwargs",
    "norm_kwargs",
    // Of the training.
    "patch_dropout",
    // Without a meaning where the features above have the values they must have.
    "attn_pooler_queries", "attn_pooler_heads", "final_ln_after_pool", "output_tokens",
    "timm_model_pretrained", "timm_pool", "timm_proj", "timm_proj_bias", "timm_drop",
    "timm_drop_path",
  ]
}
