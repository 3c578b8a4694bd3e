// SPDX-License-Identifier: MIT

import Compute

extension VectorTable {
  /// Finds the photos most similar to a query, by comparing it with every one.
  ///
  /// The answer is that of computing all similarities in single precision and sorting them, for any number of workers. It
  /// is found faster: a scan over codes of one byte per number bounds every similarity, and only rows that these bounds
  /// do not exclude are computed. Nothing is approximated.
  ///
  /// - Parameters:
  ///   - query: (E) floats. A photo whose similarity is NaN, because the query is not finite, is not an answer.
  ///   - k: How many photos are wanted at most; any number.
  ///   - rows: Rows of this table that may be answers; nil for all.
  ///   - workers: How many threads may work.
  /// - Returns: Photos with descending similarities; where these are equal, with ascending identifiers.
  /// - Throws: `VectorFileError` `.damaged` if the table lies in a file and is.
  /// - Complexity: O(rows · E), at the speed of memory, a byte per number; blocks without such rows are not looked at.
  package func nearest(
    to query: [Float],
    count k: Int,
    among rows: RowSet? = nil,
    workers: Int
  ) throws(VectorFileError) -> [Neighbour] {
    try nearest(to: [query], count: k, among: rows, workers: workers).first ?? []
  }

  /// Finds the photos most similar to each of some queries.
  ///
  /// A block is compared with all queries while it is in the cache, so many queries cost less than one after another.
  ///
  /// - Parameters:
  ///   - queries: Each (E) floats.
  ///   - k: How many photos are wanted for each.
  ///   - rows: Rows of this table that may be answers; nil for all.
  ///   - workers: How many threads may work.
  /// - Returns: For each query what `nearest` finds.
  /// - Throws: `VectorFileError` `.damaged` if the table lies in a file and is.
  package func nearest(
    to queries: [[Float]],
    count k: Int,
    among rows: RowSet? = nil,
    workers: Int
  ) throws(VectorFileError) -> [[Neighbour]] {
    for query in queries {
      precondition(
        query.count == dimension,
        "a query of \(query.count) numbers for vectors of \(dimension)"
      )
    }
    var allowed = live
    if let rows { allowed.formIntersection(rows) }
    let capacity = min(k, allowed.count)
    guard capacity > 0 else { return queries.map { _ in [] } }
    let coded = queries.map { CodedQuery($0, layout: layout, centre: centre) }
    let search = NearestSearch(
      table: self,
      queries: coded,
      capacity: capacity,
      allowed: allowed,
      workers: max(1, workers)
    )
    // Where most rows would be computed anyway, the scan over codes decides nothing.
    let isSmall = allowed.count <= Swift.max(4 * capacity, 256)
    return isSmall || !coded.allSatisfy(\.isComparable)
      ? try search.byVectors() : try search.byCodes()
  }
}
