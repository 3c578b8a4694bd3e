// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

/// Which files of a folder make up a model.
@Suite struct ModelFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func write(_ names: String...) throws {
    for name in names {
      try folder.write("contents of \(name)", to: name)
    }
  }

  private func contents(_ file: ModelFile) -> String {
    String(decoding: file.bytes, as: UTF8.self)
  }

  // MARK: - Layouts

  @Test func findsAHuggingFaceFolder() throws {
    try write(
      "config.json",
      "preprocessor_config.json",
      "processor_config.json",
      "tokenizer.json",
      "vocab.json",
      "merges.txt",
      "model.safetensors",
      "pytorch_model.bin"
    )
    let files = try ModelFiles.folder(folder.path)
    #expect(files.name == folder.name)
    #expect(contents(files.weights) == "contents of model.safetensors")
    #expect(files.weights.path == "\(folder.path)/model.safetensors")
    guard case .huggingFace(let model, let preprocessor) = files.configuration,
      case .complete(let tokenizer) = files.tokenizer
    else {
      Issue.record("found \(files.configuration) and \(files.tokenizer)")
      return
    }
    #expect(contents(model) == "contents of config.json")
    #expect(contents(preprocessor) == "contents of preprocessor_config.json")
    #expect(contents(tokenizer) == "contents of tokenizer.json")
  }

  @Test func takesTheNewerPreprocessorAndTheOlderTokenizer() throws {
    try write(
      "config.json",
      "processor_config.json",
      "vocab.json",
      "merges.txt",
      "model.safetensors"
    )
    let files = try ModelFiles.folder(folder.path)
    guard case .huggingFace(_, let preprocessor) = files.configuration,
      case .vocabulary(let vocabulary, let merges) = files.tokenizer
    else {
      Issue.record("found \(files.configuration) and \(files.tokenizer)")
      return
    }
    #expect(contents(preprocessor) == "contents of processor_config.json")
    #expect(contents(vocabulary) == "contents of vocab.json")
    #expect(contents(merges) == "contents of merges.txt")
  }

  @Test(arguments: [
    "open_clip_model.safetensors", "open_clip_pytorch_model.safetensors", "model.safetensors",
  ])
  func findsAnOpenCLIPFolder(weights: String) throws {
    try write("open_clip_config.json", "tokenizer.json", weights)
    let files = try ModelFiles.folder(folder.path)
    #expect(contents(files.weights) == "contents of \(weights)")
    guard case .openCLIP(let model) = files.configuration else {
      Issue.record("found \(files.configuration)")
      return
    }
    #expect(contents(model) == "contents of open_clip_config.json")
  }

  @Test func takesArchivesWhereThereIsNothingBetter() throws {
    try write("config.json", "preprocessor_config.json", "tokenizer.json", "pytorch_model.bin")
    #expect(
      contents(try ModelFiles.folder(folder.path).weights) == "contents of pytorch_model.bin"
    )
    try write("open_clip_config.json", "open_clip_pytorch_model.bin")
    let both = try ModelFiles.folder(folder.path)
    #expect(contents(both.weights) == "contents of open_clip_pytorch_model.bin")
    try write("model.safetensors")
    let best = try ModelFiles.folder(folder.path)
    #expect(contents(best.weights) == "contents of model.safetensors")
    if case .openCLIP = best.configuration { Issue.record("took Hugging Face's for open_clip's") }
  }

  /// Publishers put both layouts into one folder; one may download only the weights of either.
  @Test func followsTheWeightsWhereBothLayoutsAreThere() throws {
    try write(
      "config.json",
      "preprocessor_config.json",
      "open_clip_config.json",
      "tokenizer.json",
      "model.safetensors"
    )
    if case .openCLIP = try ModelFiles.folder(folder.path).configuration {
      Issue.record("took Hugging Face's weights for open_clip's")
    }
    try write("open_clip_model.safetensors")
    let files = try ModelFiles.folder(folder.path)
    #expect(contents(files.weights) == "contents of open_clip_model.safetensors")
    if case .huggingFace = files.configuration {
      Issue.record("took Hugging Face's configuration for open_clip's weights")
    }
  }

  @Test func namesAModelAfterItsFolder() throws {
    try write("open_clip_config.json", "tokenizer.json", "open_clip_model.safetensors")
    for path in ["\(folder.path)/", "\(folder.path)/.", "\(folder.path)/../\(folder.name)"] {
      #expect(try ModelFiles.folder(path).name == folder.name, "\(path)")
    }
  }

  // MARK: - What is missing

  private func expectRefusal(
    _ code: ModelError.Code,
    _ words: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for word in words {
      expectFailure(code, folder.path, word, sourceLocation: sourceLocation) {
        _ = try ModelFiles.folder(folder.path)
      }
    }
  }

  @Test func saysThatThereIsNoFolder() throws {
    expectFailure(.missingFile, "There is no folder", "nowhere") {
      _ = try ModelFiles.folder("\(folder.path)/nowhere")
    }
    try write("model.safetensors")
    expectFailure(.missingFile, "model.safetensors is a file", folder.name) {
      _ = try ModelFiles.folder("\(folder.path)/model.safetensors")
    }
  }

  @Test func saysThatThereIsNoModel() throws {
    expectRefusal(.missingFile, "neither config.json (Hugging Face) nor open_clip_config.json")
    try write("model.safetensors", "tokenizer.json")
    expectRefusal(.missingFile, "holds no CLIP model")
  }

  @Test func saysThatThereAreNoWeights() throws {
    try write("config.json", "preprocessor_config.json", "tokenizer.json")
    expectRefusal(.missingFile, "model.safetensors is missing")
    try write("open_clip_config.json")
    expectRefusal(.missingFile, "open_clip_model.safetensors is missing")
  }

  @Test(arguments: ["open_clip_pytorch_model.bin", "ViT-B-32.pt"])
  func saysThatAnArchiveCanBeImported(weights: String) throws {
    try write("config.json", "preprocessor_config.json", "tokenizer.json", weights)
    expectRefusal(
      .missingFile,
      "has no model.safetensors, but \(weights)",
      "shoebox model import \(folder.path)/\(weights)"
    )
    try folder.remove("config.json")
    expectRefusal(
      .missingFile,
      "weights in \(weights)",
      "OpenAI's and Chinese-CLIP's own files can be imported"
    )
  }

  @Test(arguments: ["model.safetensors.index.json", "pytorch_model.bin.index.json"])
  func saysThatTheWeightsAreInSeveralFiles(index: String) throws {
    try write("config.json", index, "model-00001-of-00002.safetensors")
    expectRefusal(.unsupported, "\(index) spreads the weights")
  }

  @Test func saysThatThePreprocessorIsMissing() throws {
    try write("config.json", "tokenizer.json", "model.safetensors")
    expectRefusal(.missingFile, "has no preprocessor_config.json")
  }

  @Test func saysThatTheTokenizerIsMissing() throws {
    try write("open_clip_config.json", "open_clip_model.safetensors", "vocab.json")
    expectRefusal(.missingFile, "neither tokenizer.json, nor vocab.json with merges.txt")
  }

  @Test func saysThatAFileCannotBeRead() throws {
    try write("open_clip_config.json", "tokenizer.json")
    try folder.createFolder("open_clip_model.safetensors")
    expectRefusal(.missingFile, "open_clip_model.safetensors cannot be read")
  }

  @Test func readsEmptyFilesAsEmpty() throws {
    try write("open_clip_config.json", "tokenizer.json")
    try folder.write("", to: "open_clip_model.safetensors")
    let files = try ModelFiles.folder(folder.path)
    #expect(files.weights.bytes.isEmpty)
    expectFailure(.truncated, "ends after 0 bytes") { _ = try Checkpoint(files) }
  }
}
