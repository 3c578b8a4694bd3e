// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite("Damaged and foreign tokenizers are refused")
struct TokenizerErrorTests {
  private let small = SmallVocabulary(merges: [("c", "a"), ("ca", "t</w>")])

  private func expectJSONFailure(
    _ code: ModelError.Code,
    _ word: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout SmallVocabulary) -> Void
  ) {
    var changed = small
    change(&changed)
    expectFailure(code, "t.json", word, sourceLocation: sourceLocation) {
      _ = try BytePairTokenizer(json: Array(changed.json().utf8))
    }
  }

  private func expectFilesFailure(
    _ word: String,
    vocabulary: String? = nil,
    merges: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectFailure(.invalidTokenizer, word, sourceLocation: sourceLocation) {
      _ = try BytePairTokenizer(
        vocabulary: Array((vocabulary ?? small.vocabularyJSON).utf8),
        merges: Array((merges ?? small.mergesText).utf8)
      )
    }
  }

  // MARK: - Tokens

  @Test("An id that two tokens have")
  func duplicateID() {
    expectFilesFailure("the id 5 to two tokens", vocabulary: vocabulary(adding: #""new": 5"#))
  }

  @Test("A name that comes twice, however it is written")
  func duplicateName() {
    let id = small.names.count + 2
    expectFilesFailure("“!” twice", vocabulary: vocabulary(adding: #""!": \#(id)"#))
    expectFilesFailure("“!” twice", vocabulary: vocabulary(adding: #""\u0021": \#(id)"#))
  }

  @Test(
    "Ids that are no ids",
    arguments: [
      "-1", "9223372036854775807", "4294967296", "1048576", "1e3", "1.0", "\"1\"", "null",
    ]
  )
  func badID(id: String) {
    expectFilesFailure("t ", vocabulary: vocabulary(adding: "\"new\": \(id)"))
  }

  @Test("Ids with a gap")
  func gap() {
    let id = small.names.count + 5
    expectFilesFailure("the id \(id - 3)", vocabulary: vocabulary(adding: "\"new\": \(id)"))
  }

  @Test("A byte without a token")
  func missingByte() {
    expectJSONFailure(.invalidTokenizer, "lacks the token “q</w>”") { small in
      small.names = small.names.map { $0 == "q</w>" ? "other" : $0 }
    }
  }

  @Test("No start or end of text")
  func missingSpecialTokens() {
    for name in ["<|startoftext|>", "<|endoftext|>"] {
      let vocabulary = small.vocabularyJSON.replacing(name, with: "other")
      expectFilesFailure("lacks the token “\(name)”", vocabulary: vocabulary)
    }
  }

  @Test("Special tokens that the vocabulary knows by another id")
  func contradiction() {
    expectJSONFailure(.invalidTokenizer, "both the id 0 and the id 7") { small in
      small.moreAddedTokens = #", {"id": 7, "content": "!"}"#
    }
    expectJSONFailure(.invalidTokenizer, "without content or id") { small in
      small.moreAddedTokens = #", {"content": "!"}"#
    }
  }

  // MARK: - Merges

  @Test("Merges of unknown tokens, or into one")
  func unknownMerges() {
    expectFilesFailure("“xy”", merges: "xy z\n")
    expectFilesFailure("“yz</w>”", merges: "x yz</w>\n")
    expectFilesFailure("“xy”", merges: "x y\n")
  }

  @Test("Lines that are no merges", arguments: ["c", "c a t", " c", "c ", "c  a", "a\tb"])
  func badLines(line: String) {
    expectFilesFailure("line 2", merges: "#version: 0.2\n\(line)\n")
  }

  @Test(
    "Elements that are no merges",
    arguments: [
      #"["c"]"#, #"["c", "a", "t"]"#, "[]", #""c""#, #""c a t""#, "1", "null", #"["c", 1]"#,
    ]
  )
  func badElements(element: String) {
    expectFailure(.invalidTokenizer, "t.json cannot be read at byte") {
      _ = try BytePairTokenizer(json: Array(small.json(merges: "[\(element)]").utf8))
    }
  }

  // MARK: - Kinds

  @Test("Another model than byte pair encoding")
  func otherModels() {
    for option in [
      #""type": "WordPiece", "end_of_word_suffix": "</w>""#,
      #""type": "BPE", "end_of_word_suffix": null"#,
      #""type": "BPE""#,
      #""type": "BPE", "end_of_word_suffix": "</w>", "byte_fallback": true"#,
      #""type": "BPE", "end_of_word_suffix": "</w>", "ignore_merges": true"#,
      #""type": "BPE", "end_of_word_suffix": "</w>", "dropout": 0.1"#,
      #""type": "BPE", "end_of_word_suffix": "</w>", "continuing_subword_prefix": "@@""#,
    ] {
      expectJSONFailure(.unsupported, "than CLIP's") { $0.modelOptions = option }
    }
  }

  @Test("Another normalizer or another way to words")
  func otherSteps() {
    expectJSONFailure(.unsupported, "another normalizer") { $0.normalizer = "null" }
    expectJSONFailure(.unsupported, "another normalizer") {
      $0.normalizer = #"{"type": "BertNormalizer"}"#
    }
    expectJSONFailure(.unsupported, "into words") { $0.pattern = #"\\p{L}+|\\p{N}+"# }
    expectJSONFailure(.unsupported, "into words") { $0.byteLevel = #"{"type": "Metaspace"}"# }
    expectJSONFailure(.unsupported, "into words") {
      $0.byteLevel = #"{"type": "ByteLevel", "add_prefix_space": true}"#
    }
    expectJSONFailure(.unsupported, "stand alone") {
      $0.moreAddedTokens = #", {"id": 0, "content": "!", "single_word": true}"#
    }
  }

  @Test(
    "Files that are something else",
    arguments: ["", "{", "[]", "{}", "\u{FEFF}{}", "vocab", "0"]
  )
  func otherFiles(text: String) {
    expectFailure(.invalidTokenizer, "t.json") {
      _ = try BytePairTokenizer(json: Array(text.utf8))
    }
    if text != "{}" { expectFilesFailure("t cannot be read at byte", vocabulary: text) }
  }

  private func vocabulary(adding member: String) -> String {
    "\(small.vocabularyJSON.dropLast()), \(member)}"
  }
}
