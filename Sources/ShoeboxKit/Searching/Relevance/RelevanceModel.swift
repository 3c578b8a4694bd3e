// SPDX-License-Identifier: MIT

/// What the similarities of photos that do not fit a query look like, as far as a sample of all tells.
struct RelevanceModel {
  /// How many similarities are enough.
  static let sampleSize = 4096

  private let median: Float
  private let deviation: Float

  init(sample: [Float], of count: Int) {
    let sorted = sample.sorted()
    median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    deviation = sorted.isEmpty ? 0 : (median - sorted[sorted.count / 6])
  }

  func relevance(of similarity: Float) -> Relevance {
    let z = deviation > 0 ? (similarity - median) / deviation : 0
    return z > 4 ? .confident : z > 3 ? .maybe : .rest
  }

  func cut(of similarities: [Float]) -> RelevanceCut {
    let confident = similarities.prefix { relevance(of: $0) == .confident }.count
    let relevant = similarities.prefix { relevance(of: $0) != .rest }.count
    return RelevanceCut(confident: confident, maybe: relevant - confident)
  }
}
