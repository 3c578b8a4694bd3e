// SPDX-License-Identifier: MIT

/// The steps of transformers' `CLIPImageProcessor` and `ChineseCLIPImageProcessor`: resize, perhaps
/// cut out the centre, normalise.
///
/// - Source: transformers, `image_processing_clip.py`, `image_processing_chinese_clip.py`,
///   `image_processing_utils.py`.
struct HuggingFacePreprocessor {
  private let steps: ConfigurationSection

  /// Parses the JSON.
  ///
  /// - Parameter file: `preprocessor_config.json`, or `processor_config.json`, where transformers 5
  ///   keeps the same under `image_processor`.
  /// - Throws: ``ModelError`` `.invalidConfiguration`, or `.missingFile` if the file is not about
  ///   pictures.
  init(_ file: ModelFile) throws(ModelError) {
    let root = try ConfigurationSection(file)
    steps = try root.sectionIfPresent("image_processor") ?? root
    let telling = ["image_processor_type", "feature_extractor_type", "size", "image_mean"]
    guard telling.contains(where: { steps[$0] != nil }) else {
      throw ModelError(
        .missingFile,
        "\(file.path) does not say how the model wants its pictures. "
          + "Copy preprocessor_config.json from where the model was published."
      )
    }
  }

  /// Reads everything.
  ///
  /// - Throws: ``ModelError`` `.invalidConfiguration` or `.unsupported`.
  func reading() throws(ModelError) -> ModelConfiguration.Preprocessing {
    try checkKind()
    let normalizes = try steps.flag("do_normalize", default: true)
    let (side, fit) = try square()
    return ModelConfiguration.Preprocessing(
      side: side,
      fit: fit,
      cropRounding: .down,
      filter: try filter(),
      mean: normalizes
        ? try steps.colour("image_mean", default: ModelConfiguration.Preprocessing.openAIMean)
        : [0, 0, 0],
      standardDeviation: normalizes
        ? try steps.colour(
          "image_std",
          default: ModelConfiguration.Preprocessing.openAIStandardDeviation
        )
        : [1, 1, 1]
    )
  }

  private func checkKind() throws(ModelError) {
    for key in ["image_processor_type", "feature_extractor_type"] {
      let type = try steps.string(key)
      let isKnown = type.map { $0.hasPrefix("CLIP") || $0.hasPrefix("ChineseCLIP") } ?? true
      guard isKnown else {
        throw steps.unsupported(key, "Only CLIP's own preprocessing is supported.")
      }
    }
    for key in ["do_resize", "do_rescale"] {
      guard try steps.flag(key, default: true) else {
        throw steps.unsupported(key, "Only models with true are supported.")
      }
    }
    let factor = try steps.positive("rescale_factor", default: 1.0 / 255)
    guard abs(factor * 255 - 1) < 1e-6 else {
      throw steps.unsupported("rescale_factor", "Only 1/255 is supported.")
    }
  }

  private func filter() throws(ModelError) -> ModelConfiguration.Preprocessing.Filter {
    // Pillow's numbers.
    switch try steps.integer("resample", in: 0...5, default: 3) {
    case 2: return .bilinear
    case 3: return .bicubic
    default:
      throw steps.unsupported("resample", "Only 2 (bilinear) and 3 (bicubic) are supported.")
    }
  }

  // MARK: - The square

  /// What resizing aims at.
  private enum Target {
    case shortestSide(Int)
    case square(Int)
  }

  private func square() throws(ModelError) -> (Int, ModelConfiguration.Preprocessing.Fit) {
    let crop = try steps.flag("do_center_crop", default: true) ? try crop() : nil
    switch try target() {
    case .shortestSide(let side) where crop == side: return (side, .shortestSideThenCentreCrop)
    case .square(let side) where crop == nil || crop == side: return (side, .squash)
    case .shortestSide where crop == nil:
      throw steps.unsupported("do_center_crop", "Only square inputs are supported.")
    default:
      throw steps.unsupported(
        "crop_size",
        "Only cutting out what \(steps.name("size")) asks for is supported."
      )
    }
  }

  private func target() throws(ModelError) -> Target {
    guard let sides = try steps.sectionIfObject("size") else {
      // A bare number is the shorter side; two are height and width.
      if steps["size"]?.array != nil { return .square(try steps.side("size", default: 224)) }
      return .shortestSide(try steps.side("size", default: 224))
    }
    if sides["height"] != nil || sides["width"] != nil {
      return .square(try squareSide(sides))
    }
    guard sides["longest_edge"] == nil else {
      throw sides.unsupported("longest_edge", "Only models without it are supported.")
    }
    return .shortestSide(try sides.integer("shortest_edge", in: 1...8_192))
  }

  private func crop() throws(ModelError) -> Int {
    guard let sides = try steps.sectionIfObject("crop_size") else {
      return try steps.side("crop_size", default: 224)
    }
    return try squareSide(sides)
  }

  private func squareSide(_ sides: ConfigurationSection) throws(ModelError) -> Int {
    let height = try sides.integer("height", in: 1...8_192)
    guard try sides.integer("width", in: 1...8_192) == height else {
      throw sides.unsupported("width", "Only squares are supported.")
    }
    return height
  }
}
