// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// What is different about Chinese-CLIP once it is loaded.
@Suite struct ChineseModelTests {
  private func model(_ name: String) throws -> DualEncoder {
    try DualEncoder.load(folder: ModelFolders.fixture(name))
  }

  @Test func bothFormsOfTheVocabularyGiveTheSameIDs() throws {
    let texts = ["雪地里的柯基犬", "Two red birds", "café 10 [SEP] 人。", ""]
    let (one, other) = (try model("chinese"), try model("chinese-three-layers"))
    for text in texts {
      #expect(one.tokenize(text) == other.tokenize(text))
    }
    #expect(one.tokenize("雪地").count == 4)
  }

  @Test func paddingChangesNothing() throws {
    let model = try model("chinese")
    let workspace = try model.makeWorkspace(threads: 1)
    let ids = model.tokenize("海边的日落")
    let alone = try model.encode(tokens: [ids], workspace)[0]
    let padded = ids + Array(repeating: 0, count: 52 - ids.count)
    #expect(try model.encode(tokens: [padded], workspace)[0] == alone)
    #expect(try model.encode(tokens: [[0]], workspace)[0].count == alone.count)
  }

  @Test func aBatchGivesWhatItsTextsGiveAlone() throws {
    let model = try model("chinese-three-layers")
    let workspace = try model.makeWorkspace(threads: 2)
    let texts = ["雪", "红色的鸟和蓝色的车在北京天安门", "a dog in the snow"]
    for (batch, text) in zip(try model.encode(texts: texts, workspace), texts) {
      let alone = try model.encode(text: text)
      #expect(zip(batch, alone).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  @Test func aTokenizerOfAnotherKindIsRefused() throws {
    let folder = try TemporaryFolder()
    let source = URL(fileURLWithPath: ModelFolders.fixture("chinese-three-layers"))
    for name in ["config.json", "preprocessor_config.json", "model.safetensors"] {
      try folder.write(Array(Data(contentsOf: source.appending(path: name))), to: name)
    }
    let small = SmallVocabulary()
    try folder.write(small.vocabularyJSON, to: "vocab.json")
    try folder.write(small.mergesText, to: "merges.txt")
    expectFailure(.unsupported, "vocab.json is a byte-pair vocabulary") {
      _ = try DualEncoder.load(folder: folder.path)
    }
    try folder.write(small.json(), to: "tokenizer.json")
    expectFailure(.unsupported, "another model than BERT's word pieces") {
      _ = try DualEncoder.load(folder: folder.path)
    }
  }

  @Test func wordPiecesForCLIPsOwnTowerAreRefused() throws {
    let folder = try TemporaryFolder()
    let source = URL(fileURLWithPath: ModelFolders.fixture("hf-vit"))
    for name in ["config.json", "preprocessor_config.json", "model.safetensors"] {
      try folder.write(Array(Data(contentsOf: source.appending(path: name))), to: name)
    }
    try folder.write(TokenizerFiles.smallPieces, to: "vocab.txt")
    expectFailure(.unsupported, "vocab.txt is a vocabulary of BERT's kind") {
      _ = try DualEncoder.load(folder: folder.path)
    }
  }

  @Test func aVocabularyOfAnotherModelIsRefused() throws {
    let folder = try TemporaryFolder()
    let source = URL(fileURLWithPath: ModelFolders.fixture("chinese-three-layers"))
    for name in ["config.json", "preprocessor_config.json", "model.safetensors"] {
      try folder.write(Array(Data(contentsOf: source.appending(path: name))), to: name)
    }
    try folder.write(TokenizerFiles.smallPieces + Array("extra\n".utf8), to: "vocab.txt")
    expectFailure(.invalidTokenizer, "has 266 tokens; the model knows 265") {
      _ = try DualEncoder.load(folder: folder.path)
    }
  }
}
