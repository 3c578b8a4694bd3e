// SPDX-License-Identifier: MIT

/// A token that is found in the text as it is written, before words are formed.
struct AddedToken: Sendable {
  let content: String
  let id: Int32
  /// Looked for in the cleaned text, not in the original.
  let isNormalized: Bool
}

/// Cuts a text where added tokens are written out: leftmost first, the longest of several.
struct AddedTokenSplitter: Sendable {
  /// By first scalar; longest first.
  private let candidates: [Unicode.Scalar: [(content: [Unicode.Scalar], id: Int32)]]

  init(_ tokens: [(content: [Unicode.Scalar], id: Int32)]) {
    var candidates: [Unicode.Scalar: [(content: [Unicode.Scalar], id: Int32)]] = [:]
    for token in tokens.sorted(by: { $0.content.count > $1.content.count }) {
      if let first = token.content.first { candidates[first, default: []].append(token) }
    }
    self.candidates = candidates
  }

  /// The text between the tokens, and the tokens; empty text is left out.
  func split(_ text: [Unicode.Scalar]) -> [TextPiece] {
    guard !candidates.isEmpty else { return [.text(text)] }
    var pieces: [TextPiece] = []
    var start = 0
    var index = 0
    while index < text.count {
      let rest = text[index...]
      guard let token = candidates[text[index]]?.first(where: { rest.starts(with: $0.content) })
      else {
        index += 1
        continue
      }
      if start < index { pieces.append(.text(Array(text[start..<index]))) }
      pieces.append(.token(token.id))
      index += token.content.count
      start = index
    }
    if start < text.count { pieces.append(.text(Array(text[start...]))) }
    return pieces
  }
}
