// SPDX-License-Identifier: MIT

/// How many photos of a ranking fit its query beyond doubt, and how many may.
package struct RelevanceCut: Sendable, Equatable {
  /// How many lead the ranking.
  package let confident: Int
  /// How many come next.
  package let maybe: Int

  package var relevant: Int { confident + maybe }

  package func relevance(atRank rank: Int) -> Relevance {
    rank < confident ? .confident : rank < relevant ? .maybe : .rest
  }
}
