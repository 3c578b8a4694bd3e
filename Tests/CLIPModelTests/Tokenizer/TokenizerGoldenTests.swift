// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite("Token ids are those of the references")
struct TokenizerGoldenTests {
  @Test("The starter's tokenizer, as the tokenizers library runs it")
  func starter() throws {
    let goldens = try TokenizerGoldens("starter")
    let tokenizer = try BytePairTokenizer(
      json: try TokenizerFiles.starter,
      contextLength: goldens.contextLength
    )
    #expect(tokenizer.vocabularyCount == 6_144)
    #expect(tokenizer.startOfText == 6_142)
    #expect(tokenizer.endOfText == 6_143)
    #expect(goldens.cases.count > 300)
    #expect(goldens.differences(tokenizer) == "")
  }

  @Test(
    "OpenAI's tokenizer.json, as the tokenizers library runs it",
    .enabled(if: TokenizerFiles.hasOfficial, "there is no folder shared/models/tokenizers/clip")
  )
  func tokenizerJSON() throws {
    let goldens = try TokenizerGoldens("clip-tokenizer-json")
    let tokenizer = try BytePairTokenizer(
      json: try TokenizerFiles.official("tokenizer.json"),
      contextLength: goldens.contextLength
    )
    #expect(tokenizer.vocabularyCount == 49_408)
    #expect(tokenizer.startOfText == 49_406)
    #expect(tokenizer.endOfText == 49_407)
    #expect(goldens.differences(tokenizer) == "")
  }

  @Test(
    "OpenAI's vocab.json and merges.txt, as transformers runs them",
    .enabled(if: TokenizerFiles.hasOfficial, "there is no folder shared/models/tokenizers/clip")
  )
  func vocabularyFiles() throws {
    let goldens = try TokenizerGoldens("clip-vocabulary-files")
    let tokenizer = try BytePairTokenizer(
      vocabulary: try TokenizerFiles.official("vocab.json"),
      merges: try TokenizerFiles.official("merges.txt"),
      contextLength: goldens.contextLength
    )
    #expect(tokenizer.vocabularyCount == 49_408)
    #expect(goldens.differences(tokenizer) == "")
  }

  @Test(
    "OpenAI's vocabulary with open_clip's cleaning, from either form",
    .enabled(if: TokenizerFiles.hasOfficial, "there is no folder shared/models/tokenizers/clip")
  )
  func openCLIP() throws {
    let goldens = try TokenizerGoldens("clip-open-clip")
    let json = try BytePairTokenizer(
      json: try TokenizerFiles.official("tokenizer.json"),
      contextLength: goldens.contextLength,
      cleaning: .openAI
    )
    #expect(goldens.differences(json) == "")
    let files = try BytePairTokenizer(
      vocabulary: try TokenizerFiles.official("vocab.json"),
      merges: try TokenizerFiles.official("merges.txt"),
      contextLength: goldens.contextLength,
      cleaning: .openAI
    )
    #expect(goldens.differences(files) == "")
  }

  @Test("A small vocabulary of word pieces, as transformers' BertTokenizer runs it")
  func smallWordPieces() throws {
    let goldens = try TokenizerGoldens("chinese-small")
    let pieces = try TokenizerFiles.smallPieces
    let tokenizer = try WordPieceTokenizer(lines: pieces, contextLength: goldens.contextLength)
    #expect(tokenizer.vocabularyCount == 265)
    #expect(goldens.cases.count > 300)
    #expect(goldens.differences(tokenizer) == "")
  }

  @Test(
    "Chinese-CLIP's vocab.txt, as transformers' BertTokenizer runs it",
    .enabled(
      if: TokenizerFiles.hasChinese,
      "there is no folder shared/models/tokenizers/chinese-clip"
    )
  )
  func chinese() throws {
    let goldens = try TokenizerGoldens("chinese-clip")
    let tokenizer = try WordPieceTokenizer(
      lines: try TokenizerFiles.chinese,
      contextLength: goldens.contextLength
    )
    #expect(tokenizer.vocabularyCount == 21_128)
    #expect(goldens.differences(tokenizer) == "")
  }
}
