// SPDX-License-Identifier: MIT

import VectorIndex

/// The vectors of one moment, and what searches have found out about them.
final class SearchTable: Sendable {
  let vectors: VectorTable

  /// Rows that may be found, by what decides it.
  private let rows = RecentValues<Visibility, RowSet>(capacity: 8)
  private let rankings = RecentValues<RankingKey, Ranking>(capacity: 16)

  private struct RankingKey: Sendable, Hashable {
    let query: [Float]
    let visibility: Visibility
    let excluded: Int64?
  }

  init(_ vectors: VectorTable) {
    self.vectors = vectors
  }

  /// The order of photos by their similarity to a query, as far as it is known.
  ///
  /// - Parameters:
  ///   - query: (E) floats, of length 1.
  ///   - visibility: Which photos may be found.
  ///   - excluded: One that may not in any case.
  ///   - selected: Finds out which photos fit `visibility`; nil for all.
  /// - Returns: A ranking that was asked for before, if it was.
  /// - Throws: What `selected` throws, or `VectorFileError`.
  func ranking(
    of query: [Float],
    _ visibility: Visibility,
    excluding excluded: Int64?,
    selected: (VectorTable) throws -> RowSet?
  ) throws -> Ranking {
    let key = RankingKey(query: query, visibility: visibility, excluded: excluded)
    return try rankings.value(of: key) {
      var rows = try self.rows.value(of: visibility) { try selected(vectors) ?? vectors.live }
      if let excluded, let row = try vectors.row(of: excluded) { rows.remove(row) }
      return Ranking(vectors, query: query, rows: rows)
    }
  }
}
