// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Finds the files of a checkpoint that is to be imported: more kinds than can be used as they are.
struct ImportSource {
  private let path: String
  private let tokenizer: ModelFiles.Tokenizer?

  /// A checkpoint.
  ///
  /// - Parameters:
  ///   - path: A folder, or a file with weights.
  ///   - tokenizer: A file or a folder with a tokenizer, which goes before the checkpoint's own.
  /// - Throws: ``ModelError`` `.missingFile` if there is no tokenizer where one is named.
  init(_ path: String, tokenizer: String?) throws(ModelError) {
    self.path = path
    self.tokenizer = try tokenizer.map { (path) throws(ModelError) in try Self.tokenizer(at: path) }
  }

  /// The files, mapped.
  ///
  /// - Throws: ``ModelError`` that says what is missing.
  func files() throws(ModelError) -> ModelFiles {
    var isDirectory = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    guard exists else { throw ModelError(.missingFile, "There is no file or folder \(path).") }
    return isDirectory ? try ModelFiles.folder(path, tokenizer: tokenizer) : try filesAround()
  }

  /// The weights that were named, with what lies beside them.
  private func filesAround() throws(ModelError) -> ModelFiles {
    guard let weights = try ModelFile.mapped(path) else {
      throw ModelError(.missingFile, "There is no file \(path).")
    }
    let checkpoint = try Checkpoint(weights)
    let folder = ModelFolder(URL(filePath: path).deletingLastPathComponent().path)
    let configuration = try configuration(of: checkpoint, in: folder)
    let beside = try tokenizer(for: configuration, in: folder)
    guard let tokenizer = tokenizer ?? beside else { throw withoutTokenizer(configuration) }
    return ModelFiles(
      name: URL(filePath: path).deletingPathExtension().lastPathComponent,
      configuration: configuration,
      tokenizer: tokenizer,
      weights: weights
    )
  }

  private func configuration(
    of checkpoint: Checkpoint,
    in folder: ModelFolder
  ) throws(ModelError) -> ModelFiles.Configuration {
    if checkpoint.isOpenAI { return .openAI }
    let huggingFace = try folder.file("config.json")
    if checkpoint.naming.style == .huggingFace, let huggingFace {
      return .huggingFace(model: huggingFace, preprocessor: try folder.preprocessor())
    }
    if let openCLIP = try folder.file("open_clip_config.json") { return .openCLIP(openCLIP) }
    if let huggingFace {
      return .huggingFace(model: huggingFace, preprocessor: try folder.preprocessor())
    }
    if ChineseCLIPConfiguration.describes(checkpoint) { return .chineseCLIP }
    throw ModelError(
      .missingFile,
      "\(path) holds weights alone, and what they are weights of cannot be told from them. Put the "
        + "config.json or open_clip_config.json of the model into the same folder."
    )
  }

  /// The tokenizer that lies beside the weights, where several may lie: BERT's word pieces go first for Chinese-CLIP.
  private func tokenizer(
    for configuration: ModelFiles.Configuration,
    in folder: ModelFolder
  ) throws(ModelError) -> ModelFiles.Tokenizer? {
    if case .chineseCLIP = configuration, let pieces = try folder.wordPiecesIfPresent() {
      return pieces
    }
    return try folder.tokenizerIfPresent()
  }

  private static func tokenizer(at path: String) throws(ModelError) -> ModelFiles.Tokenizer {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw ModelError(.missingFile, "There is no tokenizer \(path).")
    }
    if isDirectory { return try ModelFolder(path).tokenizer() }
    guard let file = try ModelFile.mapped(path) else {
      throw ModelError(.missingFile, "There is no tokenizer \(path).")
    }
    if path.hasSuffix(".json") { return .complete(file) }
    return path.hasSuffix("vocab.txt") ? .wordPieces(file) : .simpleVocabulary(file)
  }

  private func withoutTokenizer(_ configuration: ModelFiles.Configuration) -> ModelError {
    let wanted =
      if case .chineseCLIP = configuration {
        "Chinese-CLIP's vocab.txt (cn_clip has it in cn_clip/clip, OFA-Sys's models at Hugging Face too)"
      } else {
        "CLIP's bpe_simple_vocab_16e6.txt or tokenizer.json"
      }
    return ModelError(
      .missingFile,
      "\(path) has no tokenizer. Put \(wanted) beside it, or name one with --tokenizer."
    )
  }
}

extension Checkpoint {
  /// Whether these are weights as OpenAI published them, of which everything else is known.
  ///
  /// All others are state dictionaries; OpenAI's have three numbers that nobody else keeps.
  fileprivate var isOpenAI: Bool {
    isTorchScript
      || ["input_resolution", "context_length", "vocab_size"].allSatisfy { stored[$0] != nil }
  }
}
