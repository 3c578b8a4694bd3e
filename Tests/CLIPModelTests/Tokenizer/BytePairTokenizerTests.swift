// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite("Texts to tokens")
struct BytePairTokenizerTests {
  private let small = SmallVocabulary(merges: [
    ("c", "a"), ("ca", "t</w>"), ("t", "h"), ("th", "e</w>"), ("'", "s</w>"), ("a", "a"),
  ])

  private func ids(_ names: String...) -> [Int32] {
    (["<|startoftext|>"] + names + ["<|endoftext|>"]).map(small.id)
  }

  private func tokenizer(
    _ contextLength: Int = 77,
    _ cleaning: TextCleaning = .huggingFace
  ) throws -> BytePairTokenizer {
    try BytePairTokenizer(
      json: Array(small.json().utf8),
      contextLength: contextLength,
      cleaning: cleaning
    )
  }

  @Test("Words are merged, the rest stays bytes")
  func merges() throws {
    let tokenizer = try tokenizer()
    #expect(tokenizer.encode("The cat's") == ids("the</w>", "cat</w>", "'s</w>"))
    #expect(tokenizer.encode("cab") == ids("ca", "b</w>"))
    #expect(tokenizer.encode("é") == ids("Ã", "©</w>"))
    #expect(tokenizer.encode("aaaaa") == ids("aa", "aa", "a</w>"))
  }

  @Test("Nothing between the ends for a text without words", arguments: ["", " ", "\t\n\u{3000}"])
  func noWords(text: String) throws {
    #expect(try tokenizer().encode(text) == ids())
    #expect(try tokenizer(77, .openAI).encode(text) == ids())
  }

  @Test("What does not fit is dropped, the end of text is not", arguments: [2, 3, 4, 77])
  func truncation(contextLength: Int) throws {
    let tokenizer = try tokenizer(contextLength)
    let encoded = tokenizer.encode(String(repeating: "cat ", count: 100))
    #expect(encoded.count == contextLength)
    #expect(encoded.first == tokenizer.startOfText)
    #expect(encoded.last == tokenizer.endOfText)
    #expect(encoded.dropFirst().dropLast().allSatisfy { $0 == small.id("cat</w>") })
  }

  @Test("A sequence needs room for its two ends", arguments: [1, 0, -1, Int.min])
  func contextLength(_ contextLength: Int) {
    expectFailure(.invalidTokenizer, "t.json", "2 or more") {
      _ = try tokenizer(contextLength)
    }
  }

  @Test("Written-out special tokens are tokens, in the case that the file asks for")
  func specialTokens() throws {
    let tokenizer = try tokenizer()
    #expect(
      tokenizer.encode("cat<|startoftext|>cat <|endoftext|>")
        == ids("cat</w>", "<|startoftext|>", "cat</w>", "<|endoftext|>")
    )
    #expect(tokenizer.encode("<|STARTOFTEXT|>") == ids("<|startoftext|>"))
    #expect(tokenizer.encode("<|EndOfText|>") != ids("<|endoftext|>"))
  }

  @Test("Other added tokens are found too, the longest of several")
  func addedTokens() throws {
    var small = small
    small.names += ["!", "!x"].filter { !small.names.contains($0) }
    small.moreAddedTokens = """
      , {"id": \(small.id("!")), "content": "!"}, {"id": \(small.id("!x")), "content": "!x"}
      """
    let tokenizer = try BytePairTokenizer(json: Array(small.json().utf8))
    #expect(
      tokenizer.encode("cat!!xx !X")
        == ["<|startoftext|>", "cat</w>", "!", "!x", "x</w>", "!", "x</w>", "<|endoftext|>"]
        .map(small.id)
    )
  }

  @Test("Both forms of merges, before and after the vocabulary, read the same")
  func forms() throws {
    let text = "the cat's caaat 'S THE"
    let expected = try tokenizer().encode(text)
    for merges in [small.mergesJSON, small.mergeLinesJSON] {
      for mergesFirst in [false, true] {
        let json = small.json(merges: merges, mergesFirst: mergesFirst)
        #expect(try BytePairTokenizer(json: Array(json.utf8)).encode(text) == expected)
      }
    }
    let unix = small.mergesText
    for merges in [unix, String(unix.drop { $0 != "\n" }), unix.replacing("\n", with: "\r\n")] {
      let tokenizer = try BytePairTokenizer(
        vocabulary: Array(small.vocabularyJSON.utf8),
        merges: Array(merges.utf8)
      )
      #expect(tokenizer.encode(text) == expected)
    }
  }

  @Test("Names that differ only in how an accent is encoded are different tokens")
  func canonicalEquivalence() throws {
    var small = SmallVocabulary()
    small.names += ["\u{E9}\u{301}", "e\u{301}\u{301}", "\u{212B}", "\u{C5}\u{142}"]
    let tokenizer = try BytePairTokenizer(json: Array(small.json().utf8))
    #expect(tokenizer.vocabularyCount == small.names.count + 2)
  }

  @Test("Merging agrees with the textbook, on random vocabularies and words")
  func textbook() throws {
    var generator = SeededGenerator(4)
    for _ in 0..<40 {
      let reference = TextbookMerging(using: &generator)
      let small = SmallVocabulary(merges: reference.merges)
      let tokenizer = try BytePairTokenizer(
        json: Array(small.json().utf8),
        contextLength: 100
      )
      let words = (0..<50).map { _ in
        String(
          (0..<Int.random(in: 1...40, using: &generator)).map { _ in
            "abc".randomElement(using: &generator) ?? "a"
          }
        )
      }
      let wrong = words.filter { word in
        tokenizer.encode(word).dropFirst().dropLast()
          != reference.tokens(of: word).map(small.id)[...]
      }
      #expect(wrong == [])
    }
  }

  @Test("One word of many letters takes no time worth mentioning")
  func longWords() throws {
    let tokenizer = try tokenizer()
    for text in [String(repeating: "a", count: 300_000), String(repeating: "<", count: 300_000)] {
      #expect(tokenizer.encode(text).count == 77)
    }
  }
}

/// Byte pair encoding as it is taught: merge the pair of lowest rank everywhere, and again.
private struct TextbookMerging {
  let merges: [(String, String)]

  /// Learns up to 30 random merges of tokens that are there already.
  init(using generator: inout SeededGenerator) {
    var tokens = ["a", "b", "c", "a</w>", "b</w>", "c</w>"]
    var merges: [(String, String)] = []
    for _ in 0..<30 {
      guard let left = tokens.randomElement(using: &generator), !left.hasSuffix("</w>"),
        let right = tokens.randomElement(using: &generator), !tokens.contains(left + right)
      else { continue }
      merges.append((left, right))
      tokens.append(left + right)
    }
    self.merges = merges
  }

  func tokens(of word: String) -> [String] {
    var tokens = word.map(String.init)
    tokens[tokens.count - 1] += "</w>"
    for (left, right) in merges {
      var index = 0
      while index + 1 < tokens.count {
        if tokens[index] == left, tokens[index + 1] == right {
          tokens.replaceSubrange(index...index + 1, with: [left + right])
        }
        index += 1
      }
    }
    return tokens
  }
}
