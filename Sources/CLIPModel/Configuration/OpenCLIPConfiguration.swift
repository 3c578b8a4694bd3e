// SPDX-License-Identifier: MIT

/// The configuration of a folder that open_clip writes: `open_clip_config.json`.
///
/// What the file leaves out has the default of open_clip's `CLIPVisionCfg`, `CLIPTextCfg` and
/// `PreprocessCfg`.
///
/// - Source: open_clip, `model.py`, `transformer.py`, `transform.py`, `factory.py`.
struct OpenCLIPConfiguration {
  private let root: ConfigurationSection
  private let model: ConfigurationSection

  /// Parses the JSON.
  ///
  /// - Parameter file: `open_clip_config.json`.
  /// - Throws: ``ModelError`` `.invalidConfiguration`.
  init(_ file: ModelFile) throws(ModelError) {
    root = try ConfigurationSection(file)
    guard let model = try root.sectionIfPresent("model_cfg") else {
      throw ModelError(
        .invalidConfiguration,
        "\(file.path) has no model_cfg: it is not open_clip's."
      )
    }
    self.model = model
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.invalidConfiguration` or `.unsupported`.
  func reading() throws(ModelError) -> ModelConfiguration {
    guard model["multimodal_cfg"] == nil else {
      throw model.unsupported("multimodal_cfg", "CoCa models are not supported.")
    }
    try model.refuseFeatures(
      except: [],
      known: [
        "embed_dim", "quick_gelu", "vision_cfg", "text_cfg",
        "custom_text",  // shows in the names of the tensors
        "init_logit_scale", "init_logit_bias", "nonscalar_logit_scale", "output_dict",
        "cast_dtype",
      ]
    )
    let vision = try OpenCLIPVision(try tower("vision_cfg"), usesQuickGELU: usesQuickGELU())
      .reading()
    return ModelConfiguration(
      embeddingDimension: try model.integer("embed_dim"),
      vision: vision,
      text: try OpenCLIPText(try tower("text_cfg"), usesQuickGELU: usesQuickGELU()).reading(),
      preprocessing: try preprocessing(side: vision.imageSize)
    )
  }

  private func usesQuickGELU() throws(ModelError) -> Bool {
    try model.flag("quick_gelu", default: false)
  }

  private func tower(_ key: String) throws(ModelError) -> ConfigurationSection {
    guard let tower = try model.sectionIfPresent(key) else {
      throw model.invalid(key, "an object")
    }
    return tower
  }

  /// The steps, with the image encoder's side, which open_clip lets override `size`.
  private func preprocessing(
    side: Int
  ) throws(ModelError) -> ModelConfiguration.Preprocessing {
    let steps = try root.section("preprocess_cfg")
    guard try steps.string("mode") ?? "RGB" == "RGB" else {
      throw steps.unsupported("mode", "Only \"RGB\" is supported.")
    }
    let fit: ModelConfiguration.Preprocessing.Fit
    switch try steps.string("resize_mode") {
    case nil, "shortest": fit = .shortestSideThenCentreCrop
    case "squash": fit = .squash
    default: throw steps.unsupported("resize_mode", "Only shortest and squash are supported.")
    }
    let filter: ModelConfiguration.Preprocessing.Filter
    switch try steps.string("interpolation") {
    // "random" is of the training; pictures that are encoded are resized with the default.
    case nil, "bicubic", "random": filter = .bicubic
    case "bilinear": filter = .bilinear
    default:
      throw steps.unsupported("interpolation", "Only bicubic and bilinear are supported.")
    }
    return ModelConfiguration.Preprocessing(
      side: side,
      fit: fit,
      filter: filter,
      mean: try steps.colour("mean", default: ModelConfiguration.Preprocessing.openAIMean),
      standardDeviation: try steps.colour(
        "std",
        default: ModelConfiguration.Preprocessing.openAIStandardDeviation
      )
    )
  }
}
