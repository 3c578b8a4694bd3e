// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite("Word pieces")
struct WordPieceTokenizerTests {
  @Test("The longest piece that is known comes first; a word with a rest is unknown")
  func longestPiecesFirst() throws {
    let tokenizer = try WordPieceTokenizer(pieces: ["un", "##aff", "##able", "##a", "una", "狗"])
    // "una" is longer than "un", and "##ffable" is unknown.
    #expect(tokenizer.encode("unaffable") == [2, 1, 3])
    #expect(tokenizer.encode("unaable") == [2, 8, 6, 3])
    #expect(tokenizer.encode("unable") == [2, 1, 3])
    #expect(tokenizer.encode("狗unaa狗") == [2, 9, 8, 7, 9, 3])
    #expect(tokenizer.encode("un aff") == [2, 4, 1, 3])
  }

  @Test("Accents, case, width of spaces and what cannot be seen make no difference")
  func cleaning() throws {
    let tokenizer = try WordPieceTokenizer(pieces: ["cafe", "!", "狗", "ᄀ", "##ᅡ", "ς", "σ"])
    let cafe: [Int32] = [2, 4, 5, 3]
    for text in [
      "café!", "CAFE\u{301} !", "\u{200B}c\u{AD}afe\u{FEFF}\u{3000}!", "Cafe\u{301}\u{323}!",
    ] {
      #expect(tokenizer.encode(text) == cafe, "\(text.debugDescription)")
    }
    #expect(tokenizer.encode("가") == [2, 7, 8, 3])
    #expect(tokenizer.encode("Σ") == [2, 10, 3])
    #expect(tokenizer.encode("狗\u{F900}") == [2, 6, 1, 3])
  }

  @Test("Texts are cut to the context, the end kept")
  func context() throws {
    let tokenizer = try WordPieceTokenizer(pieces: ["狗", "a", "##b"], contextLength: 5)
    #expect(tokenizer.encode("") == [2, 3])
    #expect(tokenizer.encode("狗狗狗") == [2, 4, 4, 4, 3])
    #expect(tokenizer.encode("狗狗狗狗狗狗") == [2, 4, 4, 4, 3])
    #expect(tokenizer.encode("狗abbbb") == [2, 4, 5, 6, 3])
    #expect(tokenizer.encode("狗[SEP][PAD][CLS]狗") == [2, 4, 3, 0, 3])
    #expect(try WordPieceTokenizer(pieces: ["狗"], contextLength: 2).encode("狗") == [2, 3])
  }

  @Test("Words that are too long are unknown, and the limit is the caller's")
  func longWords() throws {
    let pieces = ["a", "##a"]
    let word = String(repeating: "a", count: 101)
    let tokenizer = try WordPieceTokenizer(pieces: pieces, contextLength: 300)
    #expect(tokenizer.encode(word) == [2, 1, 3])
    #expect(tokenizer.encode(String(word.dropLast())).count == 102)
    let longer = try WordPieceTokenizer(
      pieces: pieces,
      contextLength: 300,
      maximumWordLength: 200
    )
    #expect(longer.encode(word).count == 103)
  }

  @Test("Special tokens count where they are spelled exactly")
  func specialTokens() throws {
    let tokenizer = try WordPieceTokenizer(pieces: ["a", "[", "]", "cls"])
    #expect(tokenizer.encode("a[CLS]a [UNK]") == [2, 4, 2, 4, 1, 3])
    #expect(tokenizer.encode("[cls]") == [2, 5, 7, 6, 3])
  }

  @Test("Ends of lines may be Windows', and the last one may be missing")
  func lineEnds() throws {
    for lines in ["[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n狗\r\n", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n狗"] {
      let tokenizer = try WordPieceTokenizer(lines: Array(lines.utf8))
      #expect(tokenizer.vocabularyCount == 5)
      #expect(tokenizer.encode("狗") == [2, 4, 3])
    }
  }

  @Test("Marks without end, in whatever order, are stripped in a time that does not explode")
  func stackedMarks() throws {
    let tokenizer = try WordPieceTokenizer(pieces: ["a", "##b"])
    let marks = String(repeating: "\u{301}\u{323}", count: 50_000)
    #expect(tokenizer.encode("a\(marks)b") == [2, 4, 5, 3])
  }

  @Test("Byte pairs do not depend on the order of marks either, nor take long over them")
  func stackedMarksOfBytePairs() throws {
    let small = SmallVocabulary()
    let tokenizer = try BytePairTokenizer(json: Array(small.json().utf8))
    let (above, below) = ("\u{301}", "\u{323}")
    let mixed = "x" + String(repeating: above + below, count: 50_000)
    let ordered =
      "x" + String(repeating: below, count: 50_000) + String(repeating: above, count: 50_000)
    #expect(tokenizer.encode(mixed) == tokenizer.encode(ordered))
  }
}
