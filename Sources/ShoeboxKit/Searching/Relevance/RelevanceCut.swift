// SPDX-License-Identifier: MIT

/// How many photos of a ranking fit its query beyond doubt, and how many may.
struct RelevanceCut: Sendable, Equatable {
  /// How many lead the ranking.
  let confident: Int
  /// How many come next.
  let maybe: Int

  var relevant: Int { confident + maybe }

  func relevance(atRank rank: Int) -> Relevance {
    rank < confident ? .confident : rank < relevant ? .maybe : .rest
  }
}
