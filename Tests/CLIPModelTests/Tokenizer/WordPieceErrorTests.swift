// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite("Damaged and foreign vocabularies of word pieces are refused")
struct WordPieceErrorTests {
  private static let vocabulary = #"{"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4}"#

  private func json(
    vocabulary: String = vocabulary,
    model: String = #""type": "WordPiece""#,
    normalizer: String = """
    {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, \
    "strip_accents": null, "lowercase": true}
    """,
    preTokenizer: String = #"{"type": "BertPreTokenizer"}"#,
    added: String = ""
  ) -> String {
    """
    {"version": "1.0", "added_tokens": [\(added)], "normalizer": \(normalizer),
     "pre_tokenizer": \(preTokenizer), "post_processor": null,
     "model": {\(model), "vocab": \(vocabulary)}}
    """
  }

  @Test func aSoundFileIsRead() throws {
    #expect(try WordPieceTokenizer(json: json()).encode("A") == [2, 4, 3])
    let added = #"{"id": 2, "content": "[CLS]", "normalized": false, "special": true}"#
    #expect(try WordPieceTokenizer(json: json(added: added)).vocabularyCount == 5)
    let options = #""type": "WordPiece", "unk_token": "[UNK]", "max_input_chars_per_word": 3"#
    #expect(try WordPieceTokenizer(json: json(model: options)).encode("aaaa a") == [2, 1, 4, 3])
  }

  @Test(arguments: [
    ("[PAD]\n[UNK]\n[CLS]\n[PAD]\n[SEP]", "“[PAD]” twice"),
    ("[PAD]\n[UNK]\n\n[CLS]\n[SEP]", "an empty line"),
    ("[PAD]\n[UNK]\n[CLS]", "lacks the token “[SEP]”"), ("", "lacks the token “[UNK]”"),
  ])
  func damagedLines(lines: String, word: String) {
    expectFailure(.invalidTokenizer, "v.txt", word) {
      _ = try WordPieceTokenizer(lines: Array(lines.utf8))
    }
  }

  @Test func damagedDocuments() {
    let gap = #"{"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 5}"#
    expectFailure(.invalidTokenizer, "t.json", "none of them with the id 4") {
      _ = try WordPieceTokenizer(json: json(vocabulary: gap))
    }
    expectFailure(.invalidTokenizer, "t.json", "both the id 2 and the id 4") {
      _ = try WordPieceTokenizer(json: json(added: #"{"id": 4, "content": "[CLS]"}"#))
    }
    expectFailure(.invalidTokenizer, "t.json", "without content or id") {
      _ = try WordPieceTokenizer(json: json(added: #"{"id": 4}"#))
    }
    for length in ["0", "1001", "\"100\"", "1e2"] {
      expectFailure(.invalidTokenizer, "t.json", "impossible number of characters") {
        let model = #""type": "WordPiece", "max_input_chars_per_word": \#(length)"#
        _ = try WordPieceTokenizer(json: json(model: model))
      }
    }
    expectFailure(.invalidTokenizer, "t.json", "has no model") {
      _ = try WordPieceTokenizer(json: "{}")
    }
  }

  @Test func foreignDocuments() {
    let cased = """
      {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, \
      "strip_accents": null, "lowercase": false}
      """
    let foreign = [
      (json(normalizer: cased), "normalizer"), (json(normalizer: "null"), "normalizer"),
      (json(preTokenizer: #"{"type": "Whitespace"}"#), "split text into words"),
      (json(model: #""type": "BPE""#), "word pieces"),
      (json(model: #""type": "WordPiece", "unk_token": "?""#), "other word pieces"),
      (
        json(model: #""type": "WordPiece", "continuing_subword_prefix": "@@""#), "other word pieces"
      ),
      (json(added: #"{"id": 4, "content": "a"}"#), "the added token “a”"),
      (
        json(added: #"{"id": 2, "content": "[CLS]", "normalized": true}"#),
        "the added token “[CLS]”"
      ),
    ]
    for (json, word) in foreign {
      expectFailure(.unsupported, "t.json", word) { _ = try WordPieceTokenizer(json: json) }
    }
  }

  @Test func aContextThatHoldsNothing() {
    expectFailure(.invalidTokenizer, "v.txt", "sequences of 1 tokens") {
      _ = try WordPieceTokenizer(pieces: ["a"], contextLength: 1)
    }
  }

  @Test func filesWithBytesChangedAreReadOrRefused() throws {
    var generator = SeededGenerator(7)
    let sources = [Array(json().utf8), try TokenizerFiles.smallPieces]
    var readable = 0
    for round in 0..<2_000 {
      var bytes = sources[round % 2]
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: bytes.removeSubrange(index..<min(index + 7, bytes.count))
        default: bytes.insert(contentsOf: bytes[index...].prefix(30), at: index)
        }
      }
      let tokenizer =
        round % 2 == 0
        ? try? WordPieceTokenizer(json: String(decoding: bytes, as: UTF8.self))
        : try? WordPieceTokenizer(lines: bytes)
      guard let tokenizer else { continue }
      readable += 1
      _ = tokenizer.encode("雪地里的dogs café 가 [CLS]")
    }
    #expect(readable > 0)
  }
}
