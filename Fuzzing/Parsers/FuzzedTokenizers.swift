// SPDX-License-Identifier: MIT

import CLIPModel

/// Vocabularies, and the texts that become their tokens.
enum FuzzedTokenizers {
  private static let sample = "Thé cat's 2 \u{E9}\u{301}\u{323} 雪地 가 <|endoftext|>[SEP] &amp;&#x;"

  static func bytePairs(_ bytes: UnsafeRawBufferPointer) {
    for cleaning in [TextCleaning.huggingFace, .openAI] {
      guard
        let tokenizer = try? BytePairTokenizer(
          tokenizerJSON: bytes,
          contextLength: 20,
          cleaning: cleaning,
          file: "tokenizer.json"
        )
      else { continue }
      check(tokenizer.encode(sample), of: tokenizer, contextLength: 20)
    }
  }

  /// JSON if it begins with a brace, lines otherwise.
  static func wordPieces(_ bytes: UnsafeRawBufferPointer) {
    let tokenizer =
      bytes.first == UInt8(ascii: "{")
      ? try? WordPieceTokenizer(tokenizerJSON: bytes, contextLength: 20, file: "tokenizer.json")
      : try? WordPieceTokenizer(vocabulary: bytes, contextLength: 20, file: "vocab.txt")
    guard let tokenizer else { return }
    check(tokenizer.encode(sample), of: tokenizer, contextLength: 20)
  }

  static func text(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    for tokenizer in tokenizers { check(tokenizer.encode(text), of: tokenizer, contextLength: 20) }
  }

  private static func check(_ ids: [Int32], of tokenizer: any TextTokenizer, contextLength: Int) {
    precondition((2...contextLength).contains(ids.count), "\(ids.count) tokens")
    precondition(
      ids.allSatisfy { $0 >= 0 && $0 < tokenizer.vocabularyCount },
      "\(ids), of \(tokenizer.vocabularyCount)"
    )
  }

  /// One of each kind, with few tokens.
  private static let tokenizers: [any TextTokenizer] = {
    let lines = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##a\nb\n##b\n雪\n!\n1"
    var tokenizers: [any TextTokenizer] = []
    Array(lines.utf8).withUnsafeBytes { bytes in
      let pieces = try? WordPieceTokenizer(vocabulary: bytes, contextLength: 20, file: "vocab.txt")
      if let pieces { tokenizers.append(pieces) }
    }
    Array(byteVocabulary.utf8).withUnsafeBytes { vocabulary in
      Array("c a\nca t</w>".utf8).withUnsafeBytes { merges in
        for cleaning in [TextCleaning.huggingFace, .openAI] {
          let pairs = try? BytePairTokenizer(
            vocabulary: vocabulary,
            merges: merges,
            contextLength: 20,
            cleaning: cleaning,
            file: "vocab.json"
          )
          if let pairs { tokenizers.append(pairs) }
        }
      }
    }
    precondition(tokenizers.count == 3, "a vocabulary of the fuzzer's own cannot be read")
    return tokenizers
  }()

  /// A `vocab.json` of all bytes, two merges and the special tokens.
  private static var byteVocabulary: String {
    // Printable Latin-1 stands for itself, the other bytes for what follows it.
    let codes: [ClosedRange<UInt32>] = [33...126, 161...172, 174...255, 256...323]
    let scalars = codes.joined().compactMap(Unicode.Scalar.init(_:))
    let bytes = scalars.map { String(Character($0)) }
    let names =
      bytes + bytes.map { $0 + "</w>" } + ["ca", "cat</w>", "<|startoftext|>", "<|endoftext|>"]
    let members = names.enumerated().map { id, name in
      let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\"\(escaped)\": \(id)"
    }
    return "{\(members.joined(separator: ", "))}"
  }
}
