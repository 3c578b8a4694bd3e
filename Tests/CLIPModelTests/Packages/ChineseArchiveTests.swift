// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// Chinese-CLIP's own archives, which have neither configuration nor vocabulary.
@Suite struct ChineseArchiveTests {
  private let folder: TemporaryFolder
  private var place: String { "\(folder.path)/model" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: ModelFolders.archive(name))))
  }

  private func run(_ options: ImportOptions = ImportOptions()) throws -> ModelPackage {
    try ModelImporter(options: options).run(from: "\(folder.path)/clip_cn.pt", to: place)
  }

  // MARK: - What is read

  @Test(arguments: ModelFolders.chinese)
  func givesTheVectorsOfTheReference(_ name: String) throws {
    let source = ModelFolders.archive(name)
    let goldens = try GoldenFile(model: source)
    let package = try ModelImporter().run(from: "\(source)/model.pt", to: place)
    #expect(package.manifest.tokenizer == .init(kind: .wordPieces, cleaning: .huggingFace))
    let model = try DualEncoder.load(folder: place, precision: .float32)
    #expect(leastCosine(try model.embeddings(of: goldens), goldens.embeddings) >= 0.999_99)
    for golden in goldens.texts {
      guard let text = golden.text else { continue }
      let ids = model.tokenize(text)
      #expect(ids == Array(golden.ids.prefix(ids.count)), "\(text)")
    }
  }

  @Test func whatTheShapesDoNotSayIsChineseCLIPs() throws {
    let source = ModelFolders.archive("chinese-vit")
    let configuration = try ModelImporter().run(from: "\(source)/model.pt", to: place)
      .manifest.configuration
    #expect(configuration.preprocessing.fit == .squash)
    #expect(configuration.embeddingDimension == 24)
    let text = configuration.text
    #expect(text.architecture == .bert(positionCount: 24, tokenTypeCount: 2))
    #expect(text.contextLength == 24)
    #expect((text.layers, text.heads, text.mlpWidth) == (2, 1, 80))
    #expect((text.activation, text.epsilon, text.pooling) == (.gelu, 1e-12, .first))
    guard case .transformer(let image) = configuration.vision else {
      Issue.record("\(configuration.vision)")
      return
    }
    #expect((image.imageSize, image.patchSize, image.layers, image.heads) == (24, 8, 2, 1))
    #expect(image.activation == .quickGELU)
  }

  /// The extents of the official models, layer 0 standing for all.
  @Test(arguments: [(768, 12), (1_024, 16), (1_280, 16)])
  func headsHaveTheOfficialWidth(_ width: Int, _ heads: Int) throws {
    let configuration = try Self.configuration(imageWidth: width, textWidth: 768)
    guard case .transformer(let image) = configuration.vision else {
      Issue.record("\(configuration.vision)")
      return
    }
    #expect(image.heads == heads)
    #expect(configuration.text.heads == 12)
    #expect(configuration.text.contextLength == 52)
  }

  @Test func aConfigurationBesideTheArchiveCounts() throws {
    let (vit, small) = ("chinese-vit", ModelFolders.fixture("chinese"))
    try folder.write(Self.bytes("\(vit)/model.pt"), to: "clip_cn.pt")
    try folder.write(Self.bytes("\(vit)/vocab.txt"), to: "vocab.txt")
    let tower = "\"hidden_size\": 64, \"num_hidden_layers\": 2, \"num_attention_heads\": 2"
    let json = """
      {"model_type": "chinese_clip", "projection_dim": 24,
       "text_config": {\(tower), "intermediate_size": 80, "max_position_embeddings": 24, "vocab_size": 265},
       "vision_config": {\(tower), "intermediate_size": 96, "image_size": 24, "patch_size": 8}}
      """
    try folder.write(json, to: "config.json")
    let preprocessor = try String(
      contentsOfFile: "\(small)/preprocessor_config.json",
      encoding: .utf8
    )
    try folder.write(preprocessor.replacing("32", with: "24"), to: "preprocessor_config.json")
    #expect(try run().manifest.configuration.text.heads == 2)
  }

  @Test func ofSeveralVocabulariesTheRightOneIsTaken() throws {
    try folder.write(Self.bytes("chinese-vit/model.pt"), to: "clip_cn.pt")
    try folder.write(Self.bytes("chinese-vit/vocab.txt"), to: "vocab.txt")
    try folder.write(Self.bytes("openai-vit/model.pt"), to: "ViT.pt")
    let merges = "bpe_simple_vocab_16e6.txt"
    try folder.write(Self.bytes("openai-vit/\(merges)"), to: merges)
    #expect(try run().manifest.tokenizer.kind == .wordPieces)
    let other = try ModelImporter().run(from: "\(folder.path)/ViT.pt", to: "\(folder.path)/other")
    #expect(other.manifest.tokenizer.kind == .simpleVocabulary)
  }

  // MARK: - What goes wrong

  @Test func theVocabularyHasToBeThere() throws {
    try folder.write(Self.bytes("chinese-vit/model.pt"), to: "clip_cn.pt")
    expectFailure(.missingFile, "clip_cn.pt has no tokenizer", "vocab.txt", "--tokenizer") {
      _ = try run()
    }
    let pieces = String(decoding: try Self.bytes("chinese-vit/vocab.txt"), as: UTF8.self)
    try folder.write(
      pieces.split(separator: "\n").dropLast().joined(separator: "\n"),
      to: "vocab.txt"
    )
    expectFailure(.invalidTokenizer, "has 264 tokens; the model knows 265") { _ = try run() }
    let named = ModelFolders.archive("chinese-resnet/vocab.txt")
    #expect(try run(ImportOptions(tokenizer: named)).manifest.tokenizer.kind == .wordPieces)
  }

  @Test(arguments: [
    "visual.positional_embedding", "visual.transformer.resblocks.1.ln_2.weight",
    "visual.transformer.resblocks.0.mlp.c_fc.weight", "text_projection",
    "bert.embeddings.token_type_embeddings.weight", "bert.embeddings.LayerNorm.bias",
    "bert.encoder.layer.0.intermediate.dense.weight",
    "bert.encoder.layer.1.attention.self.value.weight",
  ])
  func aMissingTensorIsNamed(_ tensor: String) throws {
    let sound = try Self.bytes("chinese-vit/model.pt")
    // The name in the pickle, behind its length, made another one of the same length.
    let name = Array("module.\(tensor)".utf8)
    let found = sound.firstRange(of: [UInt8(name.count), 0, 0, 0] + name)
    let range = try #require(found)
    var damaged = sound
    damaged[range.upperBound - 1] = UInt8(ascii: "_")
    try folder.write(damaged, to: "clip_cn.pt")
    try folder.write(Self.bytes("chinese-vit/vocab.txt"), to: "vocab.txt")
    expectFailure(.missingTensor, "clip_cn.pt lacks the tensor", tensor) { _ = try run() }
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test func anArchiveThatIsCutShortIsRefused() throws {
    let sound = try Self.bytes("chinese-vit/model.pt")
    try folder.write(Self.bytes("chinese-vit/vocab.txt"), to: "vocab.txt")
    for count in stride(from: 0, to: sound.count, by: sound.count / 37) {
      try folder.write(Array(sound.prefix(count)), to: "clip_cn.pt")
      #expect(throws: ModelError.self, "\(count) bytes") { _ = try run() }
    }
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test func measuresThatNobodyPublishedAreRefused() {
    expectFailure(.shapeMismatch, "visual.conv1.weight", "none of Chinese-CLIP's models") {
      _ = try Self.configuration(imageWidth: 96, textWidth: 64)
    }
    expectFailure(.shapeMismatch, "word_embeddings", "[8, 96]", "none of Chinese-CLIP's models") {
      _ = try Self.configuration(imageWidth: 64, textWidth: 96)
    }
    expectFailure(.shapeMismatch, "visual.positional_embedding") {
      _ = try Self.configuration(imageWidth: 64, textWidth: 64, positions: 4)
    }
  }

  /// What follows from a file with the tensors whose shapes count and no others.
  private static func configuration(
    imageWidth: Int,
    textWidth: Int,
    positions: Int = 5
  ) throws -> ModelConfiguration {
    var writer = SafetensorsWriter()
    for (name, shape) in [
      ("visual.conv1.weight", [imageWidth, 3, 2, 2]), ("visual.proj", [imageWidth, 4]),
      ("visual.positional_embedding", [positions, imageWidth]),
      ("visual.transformer.resblocks.0.mlp.c_fc.weight", [4, imageWidth]),
      ("text_projection", [textWidth, 4]),
      ("bert.embeddings.word_embeddings.weight", [8, textWidth]),
      ("bert.embeddings.position_embeddings.weight", [60, textWidth]),
      ("bert.embeddings.token_type_embeddings.weight", [2, textWidth]),
      ("bert.encoder.layer.0.intermediate.dense.weight", [4, textWidth]),
    ] {
      let zeros = [UInt8](repeating: 0, count: 2 * shape.reduce(1, *))
      writer.add(name, type: "F16", shape: shape, zeros)
    }
    let weights = ModelFile.inMemory(writer.file(), path: "clip_cn.safetensors")
    return try ModelConfiguration(
      ModelFiles(
        name: "cn",
        configuration: .chineseCLIP,
        tokenizer: .wordPieces(weights),
        weights: weights
      )
    )
  }
}
