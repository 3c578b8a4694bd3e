// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// Checkpoints of every kind become packages that give the same vectors.
@Suite struct ModelImporterTests {
  private let folder: TemporaryFolder
  private var place: String { "\(folder.path)/model" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func expectParity(_ path: String, _ goldens: GoldenFile) throws {
    let embeddings = try DualEncoder.load(folder: path, precision: .float32).embeddings(of: goldens)
    #expect(leastCosine(embeddings, goldens.embeddings) >= 0.999_99)
  }

  @Test(arguments: ModelFolders.fixtures)
  func keepsAModelAsItIs(_ name: String) throws {
    let source = ModelFolders.fixture(name)
    let goldens = try GoldenFile(model: source)
    let package = try ModelImporter().run(from: source, to: place)
    #expect(package.manifest.name == "model")
    #expect(package.manifest.precision == nil)
    let original = try DualEncoder.load(folder: source, precision: .float32)
    let model = try DualEncoder.load(folder: place, precision: .float32)
    #expect(model.name == "model")
    #expect(model.configuration == original.configuration)
    #expect(try model.embeddings(of: goldens) == original.embeddings(of: goldens))
    for text in goldens.texts.compactMap(\.text) {
      #expect(model.tokenize(text) == original.tokenize(text))
    }
  }

  @Test(arguments: ModelFolders.openAI)
  func importsOpenAIsArchives(_ name: String) throws {
    let source = ModelFolders.archive(name)
    let goldens = try GoldenFile(model: source)
    let package = try ModelImporter().run(from: "\(source)/model.pt", to: place)
    #expect(package.manifest.tokenizer == .init(kind: .simpleVocabulary, cleaning: .openAI))
    #expect(package.manifest.configuration.preprocessing.cropRounding == .halfToEven)
    try expectParity(place, goldens)
    let model = try DualEncoder.load(folder: place, precision: .float32)
    for golden in goldens.texts {
      guard let text = golden.text else { continue }
      let ids = model.tokenize(text)
      #expect(ids == Array(golden.ids.prefix(ids.count)), "\(text)")
    }
  }

  @Test(
    arguments: StoragePrecision.allCases,
    ["openclip-vit-quickgelu", "hf-vit", "openclip-resnet", "chinese"]
  )
  func storesEveryPrecision(_ precision: StoragePrecision, _ name: String) throws {
    let source = ModelFolders.fixture(name)
    let goldens = try GoldenFile(model: source)
    let importer = ModelImporter(options: ImportOptions(precision: precision))
    let package = try importer.run(from: source, to: place)
    #expect(package.manifest.precision == precision)
    let embeddings = try DualEncoder.load(folder: place, precision: .float32).embeddings(
      of: goldens
    )
    let least =
      switch precision {
      case .float32: 0.999_99
      case .float16: 0.999_9
      case .bfloat16: 0.999
      case .int8: 0.99
      }
    #expect(leastCosine(embeddings, goldens.embeddings) >= least)
  }

  @Test func aPackageIsImportedAgainAsItIs() throws {
    let source = ModelFolders.fixture("hf-vit")
    let options = ImportOptions(
      name: "b",
      precision: .int8,
      licence: "MIT",
      source: "https://example.org"
    )
    let first = try ModelImporter(options: options).run(from: source, to: place)
    let second = try ModelImporter().run(from: place, to: "\(folder.path)/b")
    #expect(second.manifest == first.manifest)
    let fingerprints = try [place, "\(folder.path)/b"].map {
      try ModelFiles.folder($0).fingerprint()
    }
    #expect(fingerprints[0] == fingerprints[1])
  }

  @Test func takesAFileBesideItsConfiguration() throws {
    let source = ModelFolders.fixture("hf-vit")
    let package = try ModelImporter().run(from: "\(source)/model.safetensors", to: place)
    #expect(package.manifest.tokenizer.kind == .tokenizerJSON)
    try expectParity(place, try GoldenFile(model: source))
  }

  @Test func reportsProgress() throws {
    var steps: [ImportProgress.Step: [ImportProgress]] = [:]
    _ = try ModelImporter().run(from: ModelFolders.fixture("hf-vit"), to: place) { progress in
      steps[progress.step, default: []].append(progress)
    }
    for step in [ImportProgress.Step.writing, .verifying] {
      let reports = steps[step] ?? []
      #expect(reports.last.map { $0.bytesDone == $0.bytesTotal } == true)
      #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.bytesDone <= $1.bytesDone })
    }
  }

  // MARK: - What goes wrong

  @Test func aModelNeedsATokenizer() throws {
    let archive = try Data(contentsOf: URL(filePath: ModelFolders.archive("openai-vit/model.pt")))
    try folder.write(Array(archive), to: "model.pt")
    let path = "\(folder.path)/model.pt"
    expectFailure(.missingFile, "model.pt has no tokenizer", "--tokenizer") {
      _ = try ModelImporter().run(from: path, to: place)
    }
    try folder.write([0x1F, 0x8B, 8, 0], to: "bpe_simple_vocab_16e6.txt.gz")
    expectFailure(.unsupported, "gunzip") { _ = try ModelImporter().run(from: path, to: place) }
    let tokenizer = ModelFolders.archive("openai-vit/bpe_simple_vocab_16e6.txt")
    let importer = ModelImporter(options: ImportOptions(tokenizer: tokenizer))
    _ = try importer.run(from: path, to: place)
    // One with fewer tokens is of another model.
    try folder.write(SmallVocabulary().json(), to: "tokenizer.json")
    let other = ModelImporter(options: ImportOptions(tokenizer: "\(folder.path)/tokenizer.json"))
    expectFailure(.invalidTokenizer, "of another model") {
      _ = try other.run(from: path, to: "\(folder.path)/other")
    }
  }

  @Test func weightsAloneAreNoModel() throws {
    let path = ModelFolders.archive("dialects/openclip-vit.pt")
    expectFailure(.missingFile, "openclip-vit.pt holds weights alone") {
      _ = try ModelImporter().run(from: path, to: place)
    }
    expectFailure(.missingFile, "There is no file or folder") {
      _ = try ModelImporter().run(from: "\(folder.path)/nothing", to: place)
    }
  }

  @Test func numbersThatAreNotFiniteAreRefused() throws {
    let source = URL(filePath: ModelFolders.fixture("openclip-vit-quickgelu"))
    for name in ["open_clip_config.json", "tokenizer.json"] {
      try folder.write(Array(Data(contentsOf: source.appending(path: name))), to: name)
    }
    let weights = "open_clip_model.safetensors"
    var bytes = try Array(Data(contentsOf: source.appending(path: weights)))
    for (number, code, words) in [
      (Float.nan, ModelError.Code.invalidCheckpoint, "not finite"),
      (70_000, .unsupported, "which f16 cannot"),
    ] {
      // The last tensor of the file is a matrix.
      withUnsafeBytes(of: number) { bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: $0) }
      try folder.write(bytes, to: weights)
      let importer = ModelImporter(options: ImportOptions(precision: .float16))
      expectFailure(code, weights, words) { _ = try importer.run(from: folder.path, to: place) }
    }
    #expect(try leftovers() == [])
  }

  private func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasPrefix(".") || $0 == "model"
    }
  }
}
