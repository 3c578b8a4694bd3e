// SPDX-License-Identifier: MIT

/// What the descriptions of both open_clip towers have in common: the transformer's blocks.
///
/// - Source: open_clip `transformer.py`, `ResidualAttentionBlock`.
struct OpenCLIPBlock {
  private let tower: ConfigurationSection
  private let usesQuickGELU: Bool

  /// The blocks of a tower.
  ///
  /// - Parameters:
  ///   - tower: `vision_cfg` or `text_cfg`.
  ///   - usesQuickGELU: `model_cfg.quick_gelu`.
  init(_ tower: ConfigurationSection, usesQuickGELU: Bool) {
    self.tower = tower
    self.usesQuickGELU = usesQuickGELU
  }

  /// What changes the computation, and the one value that is computed here.
  static let features: [(key: String, value: JSONValue)] = [
    ("ls_init_value", .null), ("block_type", "default"), ("qk_norm", false),
    ("scaled_cosine_attn", false), ("scale_heads", false), ("scale_attn_inner", false),
    ("scale_attn", false), ("scale_fc", false),
  ]

  /// The nonlinearity of the MLPs.
  func activation() throws(ModelError) -> ModelConfiguration.Activation {
    let options = try tower.section("act_kwargs")
    try options.refuseFeatures(
      except: usesQuickGELU ? [] : [("approximate", "none")],
      known: []
    )
    return usesQuickGELU ? .quickGELU : .gelu
  }

  /// What layer norms add to the variance.
  func epsilon() throws(ModelError) -> Float {
    let options = try tower.section("norm_kwargs")
    try options.refuseFeatures(
      except: [("elementwise_affine", true), ("bias", true)],
      known: ["eps"]
    )
    return Float(try options.positive("eps", default: 1e-5))
  }

  /// The width between the two layers of an MLP, rounded as open_clip does.
  ///
  /// - Parameter width: D.
  /// - Returns: A width from 1 to 2^20.
  /// - Throws: ``ModelError`` `.invalidConfiguration`.
  func mlpWidth(of width: Int) throws(ModelError) -> Int {
    let product = Double(width) * (try tower.positive("mlp_ratio", default: 4))
    guard product >= 1, product <= 0x1p20 else {
      throw tower.invalid("mlp_ratio", "a number that gives a width from 1 to 1048576")
    }
    return Int(product)
  }
}
