// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ModelFiles {
  /// Finds the files of a model.
  ///
  /// Two layouts are known. Some publishers' folders have the configurations of both: then the one
  /// whose weights are there counts, and open_clip's if all are.
  ///
  /// - Parameter path: A folder with `config.json` and `model.safetensors` (Hugging Face) or
  ///   `open_clip_config.json` and `open_clip_model.safetensors` (open_clip), and a tokenizer.
  /// - Returns: The files, mapped and not yet read.
  /// - Throws: ``ModelError`` `.missingFile` naming what is not there, or `.unsupported` for
  ///   weights in several files.
  package static func folder(_ path: String) throws(ModelError) -> ModelFiles {
    let folder = ModelFolder(path)
    let openCLIP = try folder.file("open_clip_config.json")
    let huggingFace = try folder.file("config.json")
    guard openCLIP != nil || huggingFace != nil else { throw folder.withoutConfiguration() }

    if let openCLIP {
      let own = ["open_clip_model.safetensors", "open_clip_pytorch_model.safetensors"]
      // open_clip also takes Hugging Face's name for the weights, where nothing else claims it.
      let names = huggingFace == nil ? own + ["model.safetensors"] : own
      if let weights = try folder.first(of: names) {
        return ModelFiles(
          name: folder.name,
          configuration: .openCLIP(openCLIP),
          tokenizer: try folder.tokenizer(),
          weights: weights
        )
      }
    }
    if let huggingFace, let weights = try folder.file("model.safetensors") {
      return ModelFiles(
        name: folder.name,
        configuration: .huggingFace(model: huggingFace, preprocessor: try folder.preprocessor()),
        tokenizer: try folder.tokenizer(),
        weights: weights
      )
    }
    throw try folder.withoutWeights(
      openCLIP == nil ? "model.safetensors" : "open_clip_model.safetensors"
    )
  }
}

/// A folder that should hold a model.
private struct ModelFolder {
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
    if let file = try file("tokenizer.json") { return .complete(file) }
    if let vocabulary = try file("vocab.json"), let merges = try file("merges.txt") {
      return .vocabulary(vocabulary, merges: merges)
    }
    if let vocabulary = try file("vocab.txt") { return .wordPieces(vocabulary) }
    throw ModelError(
      .missingFile,
      "\(path) has no tokenizer: neither tokenizer.json, nor vocab.json with merges.txt, "
        + "nor vocab.txt. "
        + "Copy it from where the model was published."
    )
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
    return ModelError(
      .missingFile,
      "\(path) holds no CLIP model: it has neither config.json (Hugging Face) "
        + "nor open_clip_config.json (open_clip)."
    )
  }

  /// Why there are no weights here.
  func withoutWeights(_ wanted: String) throws(ModelError) -> ModelError {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    if let index = names.sorted().first(where: { $0.hasSuffix(".safetensors.index.json") }) {
      return ModelError(
        .unsupported,
        "\(path)/\(index) spreads the weights over several files, which is not supported. "
          + "Save the model as one \(wanted)."
      )
    }
    let pickled = names.sorted().first { name in
      [".bin", ".pt", ".pth"].contains { name.hasSuffix($0) }
    }
    if let pickled {
      return ModelError(
        .missingFile,
        "\(path) has its weights in \(pickled); so far only safetensors is read. "
          + "Look for \(wanted) where the model was published."
      )
    }
    return ModelError(
      .missingFile,
      "\(path) has no weights: \(wanted) is missing. "
        + "Download it from where the model was published."
    )
  }
}
