// SPDX-License-Identifier: MIT

/// The words of a cleaned text, one after the other: what stands between spaces, punctuation apart.
///
/// - Source: tokenizers, `pre_tokenizers/bert.rs`.
struct BERTWords: Sequence, IteratorProtocol {
  private let text: [Unicode.Scalar]
  private var position = 0

  init(_ text: [Unicode.Scalar]) {
    self.text = text
  }

  mutating func next() -> ArraySlice<Unicode.Scalar>? {
    while position < text.count, BERTScalarClass.isSpace(text[position]) { position += 1 }
    guard position < text.count else { return nil }
    let start = position
    position += 1
    if !BERTScalarClass.isPunctuation(text[start]) {
      while position < text.count, continuesWord(text[position]) { position += 1 }
    }
    return text[start..<position]
  }

  private func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
    !BERTScalarClass.isSpace(scalar) && !BERTScalarClass.isPunctuation(scalar)
  }
}
