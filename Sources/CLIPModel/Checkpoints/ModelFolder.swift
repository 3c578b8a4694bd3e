// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder that should hold a model.
struct ModelFolder {
  private let path: String

  init(_ path: String) {
    self.path = path
  }

  /// The last component of the path, also where that is ".".
  var name: String {
    URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL.lastPathComponent
  }

  func file(_ name: String) throws(ModelError) -> ModelFile? {
    try ModelFile.mapped(path.hasSuffix("/") ? path + name : "\(path)/\(name)")
  }

  /// A file that a manifest describes, if it has the size that the manifest says.
  func file(_ described: ModelManifest.File) throws(ModelError) -> ModelFile {
    guard let file = try file(described.name) else {
      throw ModelError(
        .missingFile,
        "\(path) lacks \(described.name), which is part of the model. Import the model again."
      )
    }
    guard file.bytes.count >= described.byteCount else {
      throw ModelError(
        .truncated,
        "\(file.path) ends too early: \(described.byteCount - file.bytes.count) of "
          + "\(described.byteCount) bytes are missing. Import the model again."
      )
    }
    guard file.bytes.count == described.byteCount else {
      throw ModelError(
        .invalidCheckpoint,
        "\(file.path) has \(file.bytes.count) bytes and should have \(described.byteCount). "
          + "Import the model again."
      )
    }
    return file
  }

  func first(of names: [String]) throws(ModelError) -> ModelFile? {
    for name in names {
      if let file = try file(name) { return file }
    }
    return nil
  }

  func preprocessor() throws(ModelError) -> ModelFile {
    // transformers 5 writes the second name; in older folders a file of that name says nothing
    // about pictures.
    if let file = try first(of: ["preprocessor_config.json", "processor_config.json"]) {
      return file
    }
    throw ModelError(
      .missingFile,
      "\(path) has no preprocessor_config.json, which says how the model wants its pictures. "
        + "Copy it from where the model was published."
    )
  }

  func tokenizer() throws(ModelError) -> ModelFiles.Tokenizer {
    if let tokenizer = try tokenizerIfPresent() { return tokenizer }
    throw ModelError(
      .missingFile,
      "\(path) has no tokenizer: neither tokenizer.json, nor vocab.json with merges.txt, "
        + "nor vocab.txt. Copy it from where the model was published."
    )
  }

  func tokenizerIfPresent() throws(ModelError) -> ModelFiles.Tokenizer? {
    if let file = try file("tokenizer.json") { return .complete(file) }
    if let vocabulary = try file("vocab.json"), let merges = try file("merges.txt") {
      return .vocabulary(vocabulary, merges: merges)
    }
    let simple = "bpe_simple_vocab_16e6.txt"
    if let merges = try first(of: [simple, "\(simple).gz"]) { return .simpleVocabulary(merges) }
    return try wordPiecesIfPresent()
  }

  func wordPiecesIfPresent() throws(ModelError) -> ModelFiles.Tokenizer? {
    try file("vocab.txt").map(ModelFiles.Tokenizer.wordPieces)
  }

  /// Why there is no model at all here.
  func withoutConfiguration() -> ModelError {
    var isDirectory = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    if !exists {
      return ModelError(.missingFile, "There is no folder \(path).")
    }
    if !isDirectory {
      return ModelError(
        .missingFile,
        "\(path) is a file. A model is a folder: name the one that \(name) lies in."
      )
    }
    if let archive = archives.first {
      return ModelError(
        .missingFile,
        "\(path) says nothing about its model but for the weights in \(archive). OpenAI's and "
          + "Chinese-CLIP's own files can be imported: `shoebox model import \(path)/\(archive)`. Any other needs the "
          + "configuration that it was published with."
      )
    }
    return ModelError(
      .missingFile,
      "\(path) holds no CLIP model: it has neither config.json (Hugging Face) "
        + "nor open_clip_config.json (open_clip) nor \(ModelManifest.fileName)."
    )
  }

  /// Why there are no weights here.
  func withoutWeights(_ wanted: String) -> ModelError {
    if let index = names.first(where: {
      $0.hasSuffix(".safetensors.index.json") || $0.hasSuffix(".bin.index.json")
    }) {
      return ModelError(
        .unsupported,
        "\(path)/\(index) spreads the weights over several files, which is not supported. "
          + "Save the model as one \(wanted)."
      )
    }
    if let archive = archives.first {
      return ModelError(
        .missingFile,
        "\(path) has no \(wanted), but \(archive). If these are the model's weights, import them: "
          + "`shoebox model import \(path)/\(archive)`."
      )
    }
    return ModelError(
      .missingFile,
      "\(path) has no weights: \(wanted) is missing. "
        + "Download it from where the model was published."
    )
  }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// Files that are called as PyTorch's are.
  private var archives: [String] {
    names.filter { name in [".bin", ".pt", ".pth"].contains { name.hasSuffix($0) } }
  }
}
