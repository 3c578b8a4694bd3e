// SPDX-License-Identifier: MIT

/// Splits cleaned text into words, from front to back; white space is dropped.
///
/// Written by hand because Swift's `Regex` is orders of magnitude slower.
struct WordScanner {
  /// One word.
  enum Word: Equatable {
    /// A range of the text, never empty.
    case characters(Range<Int>)
    /// A literal that is a token.
    case token(Int32)
  }

  private let text: [Unicode.Scalar]
  private let pattern: WordPattern
  private var position = 0
  /// The lengths of the words that are left of a literal.
  private var literalWords: ArraySlice<Int> = []

  init(_ text: [Unicode.Scalar], _ pattern: WordPattern) {
    self.text = text
    self.pattern = pattern
  }

  /// The next word, nil at the end of the text.
  mutating func next() -> Word? {
    if let length = literalWords.popFirst() { return word(length) }
    while position < text.count {
      if let literal = pattern.literals.first(where: { isHere($0.content) }) {
        return begin(literal)
      }
      if let length = contractionLength { return word(length) }
      switch kind(of: text[position]) {
      case .letter: return word(runLength(of: .letter))
      case .number: return word(1)
      case .other: return word(runLength(of: .other))
      case .whitespace: position += 1
      }
    }
    return nil
  }

  private mutating func word(_ length: Int) -> Word {
    defer { position += length }
    return .characters(position..<position + length)
  }

  private mutating func begin(_ literal: WordPattern.Literal) -> Word {
    switch literal.meaning {
    case .words(let lengths):
      literalWords = lengths.dropFirst()
      return word(lengths.first ?? literal.content.count)
    case .token(let id):
      let isExact = text[position...].starts(with: literal.content)
      let word = word(literal.content.count)
      return isExact ? .token(id) : word
    }
  }

  private func runLength(of kind: ScalarClass) -> Int {
    text[position...].prefix { self.kind(of: $0) == kind }.count
  }

  private func kind(of scalar: Unicode.Scalar) -> ScalarClass {
    pattern.ignoresCase && scalar == "\u{345}" ? .whitespace : ScalarClass(scalar)
  }

  private func isHere(_ content: [Unicode.Scalar]) -> Bool {
    text[position...].starts(with: content) { folded($0) == $1 }
  }

  private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    pattern.ignoresCase && scalar == "ſ" ? "s" : scalar
  }

  /// The length of the contraction at the present position, if there is one.
  private var contractionLength: Int? {
    guard text[position] == "'", position + 1 < text.count else { return nil }
    let second = position + 2 < text.count ? text[position + 2] : nil
    switch (folded(text[position + 1]), second) {
    case ("s", _), ("t", _), ("m", _), ("d", _): return 2
    case ("r", "e"), ("v", "e"), ("l", "l"): return 3
    default: return nil
    }
  }
}
