// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite("No bytes and no text trap")
struct TokenizerFuzzTests {
  private let small = SmallVocabulary(merges: [("c", "a"), ("ca", "t</w>"), ("Ã", "©</w>")])

  @Test("Cut-off files are refused")
  func truncated() throws {
    let json = Array(small.json().utf8)
    var accepted: [Int] = []
    for count in stride(from: 0, to: json.count, by: 7) {
      if (try? BytePairTokenizer(json: Array(json[..<count]))) != nil { accepted.append(count) }
    }
    #expect(accepted == [])
  }

  @Test("Files with bytes changed, lost and doubled are read or refused")
  func mutated() {
    var generator = SeededGenerator(1)
    let json = Array(small.json().utf8)
    var readable = 0
    for _ in 0..<1_500 {
      var bytes = json
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        mutate(&bytes, using: &generator)
      }
      if let tokenizer = try? BytePairTokenizer(json: bytes, cleaning: .openAI) {
        readable += 1
        _ = tokenizer.encode("the cat's café <|endoftext|>")
      }
    }
    #expect(readable > 0)
  }

  @Test("Vocabulary and merges with bytes changed are read or refused")
  func mutatedFiles() {
    var generator = SeededGenerator(2)
    let vocabulary = Array(small.vocabularyJSON.utf8)
    let merges = Array(small.mergesText.utf8)
    for _ in 0..<1_500 {
      var (vocabulary, merges) = (vocabulary, merges)
      if Bool.random(using: &generator) { mutate(&vocabulary, using: &generator) }
      mutate(&merges, using: &generator)
      _ = try? BytePairTokenizer(vocabulary: vocabulary, merges: merges).encode("the cat's café")
    }
  }

  @Test("Any text gives a sequence that begins and ends as it should")
  func texts() throws {
    var generator = SeededGenerator(3)
    for cleaning in [TextCleaning.huggingFace, .openAI] {
      let tokenizer = try BytePairTokenizer(
        json: Array(small.json().utf8),
        contextLength: 20,
        cleaning: cleaning
      )
      let wrong = (0..<2_000).map { _ in text(using: &generator) }.filter { text in
        let ids = tokenizer.encode(text)
        return !(2...20).contains(ids.count) || ids.first != tokenizer.startOfText
          || ids.last != tokenizer.endOfText
          || !ids.allSatisfy((0..<Int32(tokenizer.vocabularyCount)).contains)
      }
      #expect(wrong == [])
    }
  }

  private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
    let index = Int.random(in: 0..<bytes.count, using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(contentsOf: bytes[index...].prefix(40), at: index)
    case 3: bytes.removeSubrange(index..<min(index + 40, bytes.count))
    default:
      let tokens = ["\"", "\\", "{", "[", "]", "}", ",", ":", "null", "-", "\\ud800", "1e999"]
      bytes.insert(contentsOf: (tokens.randomElement(using: &generator) ?? "").utf8, at: index)
    }
  }

  /// Scalars from everywhere, entities, escapes and special tokens.
  private func text(using generator: inout SeededGenerator) -> String {
    let parts = [
      "&amp;", "&#x", "&", ";", "<", "\u{1B}[", "0m", "'", "s", "\n", "<|endoftext|>", "Σ",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...30, using: &generator) {
      if Bool.random(using: &generator) {
        text += parts.randomElement(using: &generator) ?? ""
      } else {
        let ceiling: UInt32 = [0x7F, 0x3FF, 0xFFFF, 0x10FFFF].randomElement(using: &generator) ?? 0
        let value = UInt32.random(in: 0...ceiling, using: &generator)
        text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      }
    }
    return text
  }
}
