// SPDX-License-Identifier: MIT

extension ModelFiles {
  /// Finds the files of a model.
  ///
  /// Three layouts are known. A package counts before anything else that lies in its folder. Some publishers' folders
  /// have the configurations of both others: then the one whose weights are there counts, and open_clip's if all are.
  /// Weights in a safetensors file count before those in an archive of PyTorch's.
  ///
  /// - Parameters:
  ///   - path: A folder with `shoebox-model.json`; or with `config.json` and `model.safetensors` or
  ///     `pytorch_model.bin` (Hugging Face), or `open_clip_config.json` and `open_clip_model.safetensors` or
  ///     `open_clip_pytorch_model.bin` (open_clip), and a tokenizer.
  ///   - tokenizer: A tokenizer that counts before the folder's own.
  /// - Returns: The files, mapped and not yet read.
  /// - Throws: ``ModelError`` `.missingFile` naming what is not there, or `.unsupported` for
  ///   weights in several files.
  package static func folder(
    _ path: String,
    tokenizer: Tokenizer? = nil
  ) throws(ModelError) -> ModelFiles {
    let folder = ModelFolder(path)
    if let manifest = try folder.file(ModelManifest.fileName) {
      return try package(folder, manifest, tokenizer)
    }
    let openCLIP = try folder.file("open_clip_config.json")
    let huggingFace = try folder.file("config.json")
    guard openCLIP != nil || huggingFace != nil else { throw folder.withoutConfiguration() }
    // open_clip also takes Hugging Face's names for the weights, where nothing else claims them.
    let isShared = huggingFace == nil
    for isArchive in [false, true] {
      if let openCLIP {
        let names = isArchive ? WeightNames.openCLIPArchives : WeightNames.openCLIP
        let other = isArchive ? WeightNames.huggingFaceArchive : WeightNames.huggingFace
        if let weights = try folder.first(of: isShared ? names + [other] : names) {
          return try found(folder, .openCLIP(openCLIP), tokenizer, weights)
        }
      }
      let name = isArchive ? WeightNames.huggingFaceArchive : WeightNames.huggingFace
      if let huggingFace, let weights = try folder.file(name) {
        let configuration = Configuration.huggingFace(
          model: huggingFace,
          preprocessor: try folder.preprocessor()
        )
        return try found(folder, configuration, tokenizer, weights)
      }
    }
    throw folder.withoutWeights(
      openCLIP == nil ? WeightNames.huggingFace : WeightNames.openCLIP[0]
    )
  }

  private static func found(
    _ folder: ModelFolder,
    _ configuration: Configuration,
    _ tokenizer: Tokenizer?,
    _ weights: ModelFile
  ) throws(ModelError) -> ModelFiles {
    let own: Tokenizer = if let tokenizer { tokenizer } else { try folder.tokenizer() }
    return ModelFiles(
      name: folder.name,
      configuration: configuration,
      tokenizer: own,
      weights: weights
    )
  }

  /// The files of a package, whose sizes are checked.
  private static func package(
    _ folder: ModelFolder,
    _ file: ModelFile,
    _ tokenizer: Tokenizer?
  ) throws(ModelError) -> ModelFiles {
    let manifest = try ModelManifest(file)
    var files: [String: ModelFile] = [:]
    for described in manifest.files { files[described.name] = try folder.file(described) }
    // The manifest was refused if it lacked any of these.
    let tokenizerFiles = manifest.tokenizer.kind.fileNames.compactMap { files[$0] }
    guard let weights = files[ModelManifest.weightsName], let first = tokenizerFiles.first,
      let last = tokenizerFiles.last
    else { throw folder.withoutWeights(ModelManifest.weightsName) }
    let own: Tokenizer =
      switch manifest.tokenizer.kind {
      case .tokenizerJSON: .complete(first)
      case .vocabularyAndMerges: .vocabulary(first, merges: last)
      case .simpleVocabulary: .simpleVocabulary(first)
      case .wordPieces: .wordPieces(first)
      }
    return ModelFiles(
      name: manifest.name,
      configuration: .package(manifest, file),
      tokenizer: tokenizer ?? own,
      weights: weights
    )
  }
}

/// What the layouts call their weights, the usual name first.
enum WeightNames {
  static let openCLIP = ["open_clip_model.safetensors", "open_clip_pytorch_model.safetensors"]
  static let openCLIPArchives = ["open_clip_pytorch_model.bin", "open_clip_model.bin"]
  static let huggingFace = "model.safetensors"
  static let huggingFaceArchive = "pytorch_model.bin"
}
