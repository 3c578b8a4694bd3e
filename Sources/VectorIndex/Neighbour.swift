// SPDX-License-Identifier: MIT

/// One answer of a search: a photo and how alike it is to the query.
package struct Neighbour: Sendable, Equatable {
  /// The photo, as the catalogue numbers it.
  package let identifier: Int64

  /// The dot product of its vector with the query: the cosine, -1...1, where both have length 1.
  package let similarity: Float

  /// Pairs a photo with its similarity.
  package init(identifier: Int64, similarity: Float) {
    self.identifier = identifier
    self.similarity = similarity
  }

  /// Whether this one comes before another among answers: equal similarities go by identifiers.
  func precedes(_ other: Neighbour) -> Bool {
    similarity > other.similarity
      || (similarity == other.similarity && identifier < other.identifier)
  }
}
