// SPDX-License-Identifier: MIT

/// A row that may be among the nearest.
struct Candidate {
  /// Its dot product with the query; not NaN.
  let similarity: Float

  /// Its place in the file: identifiers ascend with rows, so rows settle ties as identifiers do.
  let row: Int

  /// Whether this one comes before another among the answers.
  func precedes(_ other: Candidate) -> Bool {
    similarity > other.similarity || (similarity == other.similarity && row < other.row)
  }
}
