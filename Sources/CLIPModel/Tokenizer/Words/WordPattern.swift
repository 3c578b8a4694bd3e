// SPDX-License-Identifier: MIT

/// How cleaned text falls into words: the variants of CLIP's regular expression
/// `LITERALS|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`.
struct WordPattern: Sendable {
  /// A text that is one word where a word may begin.
  struct Literal: Sendable {
    let content: [Unicode.Scalar]
    /// The token it stands for; without one it is split by the merges like any word.
    let id: Int32?

    init(_ content: String, id: Int32? = nil) {
      self.content = Array(content.unicodeScalars)
      self.id = id
    }
  }

  /// Tried in order before anything else.
  var literals: [Literal] = []
  /// Whether `ſ` stands for `s` in literals and contractions: in lower-case text, that is all that
  /// the reference's IGNORECASE comes to.
  var ignoresCase = false
}
