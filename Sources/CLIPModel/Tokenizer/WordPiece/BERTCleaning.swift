// SPDX-License-Identifier: MIT

/// The normalizer of BERT's `tokenizer.json`, as it is for models without upper case.
///
/// - Source: tokenizers, `normalizers/bert.rs`; Google BERT, `tokenization.py`, `BasicTokenizer`.
enum BERTCleaning {
  /// A text without control characters and accents, in lower case, with ideographs between spaces.
  ///
  /// - Complexity: O(n log n), because of marks that have to be put in order.
  static func clean(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var spaced: [Unicode.Scalar] = []
    spaced.reserveCapacity(text.count)
    for scalar in text {
      if BERTScalarClass.isRemoved(scalar) { continue }
      if BERTScalarClass.isSpace(scalar) {
        spaced.append(" ")
      } else if BERTScalarClass.isIdeograph(scalar) {
        spaced.append(contentsOf: [" ", scalar, " "])
      } else {
        spaced.append(scalar)
      }
    }
    var letters = CanonicalDecomposition.decompose(spaced)
    letters.removeAll(where: BERTScalarClass.isAccent)
    return Lowercase.eachCharacter(letters)
  }
}
