// SPDX-License-Identifier: MIT

/// How cleaned text falls into words: the variants of CLIP's regular expression
/// `LITERALS|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`.
struct WordPattern: Sendable {
  /// A text that stands for itself where a word may begin.
  struct Literal: Sendable {
    /// What becomes of it.
    enum Meaning: Sendable {
      /// A token, when spelled exactly so; otherwise one word.
      case token(Int32)
      /// Words of these lengths.
      case words([Int])
    }

    let content: [Unicode.Scalar]
    let meaning: Meaning

    /// A literal that is a token.
    init(_ content: String, id: Int32) {
      self.content = Array(content.unicodeScalars)
      self.meaning = .token(id)
    }

    /// A literal that is split into words apart from the text around it, or not split at all.
    init(_ content: String, isSplit: Bool) {
      self.content = Array(content.unicodeScalars)
      var lengths: [Int] = []
      var scanner = WordScanner(self.content, WordPattern())
      while isSplit, case .characters(let range)? = scanner.next() { lengths.append(range.count) }
      self.meaning = .words(isSplit ? lengths : [self.content.count])
    }
  }

  /// Tried in order before anything else.
  var literals: [Literal] = []
  /// Whether case is ignored as the reference's IGNORECASE does it.
  ///
  /// The text is in lower case, so all it comes to is that `ſ` stands for `s` in literals and contractions, and that U+0345, whose
  /// capital is a letter and which is none, belongs to no word.
  var ignoresCase = false
}
