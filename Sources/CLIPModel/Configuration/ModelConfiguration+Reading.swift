// SPDX-License-Identifier: MIT

extension ModelConfiguration {
  /// Reads the configuration of a model.
  ///
  /// - Parameter files: The model.
  /// - Throws: ``ModelError`` `.invalidConfiguration` if its JSON is damaged or contradicts itself,
  ///   `.unsupported` if it describes anything that is not computed here.
  package init(_ files: ModelFiles) throws(ModelError) {
    let file: ModelFile
    switch files.configuration {
    case .huggingFace(let model, let preprocessor):
      file = model
      self = try HuggingFaceConfiguration(model: model, preprocessor: preprocessor).reading()
    case .openCLIP(let model):
      file = model
      self = try OpenCLIPConfiguration(model).reading()
    case .openAI:
      file = files.weights
      self = try OpenAIConfiguration(Checkpoint(files)).reading()
    case .chineseCLIP:
      file = files.weights
      self = try ChineseCLIPConfiguration(Checkpoint(files)).reading()
    case .package(let manifest, let model):
      file = model
      self = manifest.configuration
    }
    try check(file)
  }

  /// Refuses what contradicts itself or is too large.
  private func check(_ file: ModelFile) throws(ModelError) {
    if let problem {
      throw ModelError(.invalidConfiguration, "\(file.path) contradicts itself: \(problem).")
    }
    if let excess {
      throw ModelError(.unsupported, "\(file.path) describes a model with \(excess).")
    }
  }

  /// What does not fit together; `nil` if everything does.
  private var problem: String? {
    textProblem ?? visionProblem ?? preprocessingProblem
  }

  /// What is larger than can be computed in sensible time and memory; `nil` if nothing is.
  ///
  /// The largest CLIP models have 1,024 pixels a side, 4,096 tokens a picture and 77 a text: the limits are several
  /// times that, and keep a folder that says anything from asking for all the memory there is.
  private var excess: String? {
    if vision.imageSize > 4_096 {
      return "pictures of \(vision.imageSize) pixels a side; up to 4096 are supported"
    }
    if case .transformer(let tower) = vision, tower.tokenCount > 16_384 {
      return "\(tower.tokenCount) tokens a picture; up to 16384 are supported"
    }
    if text.contextLength > 8_192 {
      return "\(text.contextLength) tokens a text; up to 8192 are supported"
    }
    return nil
  }

  private var textProblem: String? {
    if let problem = Self.headProblem("text", width: text.width, heads: text.heads) {
      return problem
    }
    if case .bert(let positions, _) = text.architecture {
      if text.contextLength > positions {
        return "texts may have \(text.contextLength) tokens, and there are \(positions) positions"
      }
      if text.isCausal || text.pooling != .first {
        return "BERT's text encoder sees all tokens and is pooled at the first"
      }
    }
    if case .firstEndOfText(let id) = text.pooling, !isToken(id) {
      return "the end of a text is token \(id), and there are \(text.vocabularySize)"
    }
    if !isToken(text.paddingID) {
      return "texts are padded with token \(text.paddingID), and there are \(text.vocabularySize)"
    }
    return nil
  }

  private var visionProblem: String? {
    switch vision {
    case .transformer(let tower):
      if tower.patchSize > tower.imageSize {
        return "patches of \(tower.patchSize) pixels are larger than the image, \(tower.imageSize)"
      }
      return Self.headProblem("image", width: tower.width, heads: tower.heads)
    case .residual(let tower):
      if tower.imageSize % 32 != 0 {
        return "an image of \(tower.imageSize) pixels is not a multiple of the ResNet's 32"
      }
      if tower.width % 2 != 0 {
        return "a ResNet of width \(tower.width) has half a channel in its stem"
      }
      return Self.headProblem("image", width: 32 * tower.width, heads: tower.heads)
    }
  }

  private var preprocessingProblem: String? {
    if preprocessing.side != vision.imageSize {
      return "pictures are prepared with \(preprocessing.side) pixels a side, "
        + "and the image encoder takes \(vision.imageSize)"
    }
    if !preprocessing.standardDeviation.allSatisfy({ $0 > 0 && (1 / $0).isFinite }) {
      return "pictures are divided by a standard deviation that is not above 0"
    }
    return nil
  }

  private func isToken(_ id: Int32) -> Bool {
    id >= 0 && id < text.vocabularySize
  }

  private static func headProblem(_ tower: String, width: Int, heads: Int) -> String? {
    guard heads < 1 || width % heads != 0 else { return nil }
    return "the \(tower) encoder's width \(width) cannot be divided among \(heads) heads"
  }
}
