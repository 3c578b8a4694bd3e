// SPDX-License-Identifier: MIT

import Compute
import Synchronization

extension VectorTable {
  /// Computes how alike every photo is to a query.
  ///
  /// - Parameters:
  ///   - query: (E) floats.
  ///   - rows: Rows of this table that are wanted; nil for all.
  ///   - workers: How many threads may work.
  /// - Returns: Photos in the order of their rows, with the similarities that `nearest` gives.
  /// - Throws: `VectorFileError` `.damaged` if the table lies in a file and is.
  /// - Complexity: O(rows · E), at the speed of memory, four bytes per number.
  package func similarities(
    to query: [Float],
    among rows: RowSet? = nil,
    workers: Int
  ) throws(VectorFileError) -> [Neighbour] {
    precondition(
      query.count == dimension,
      "a query of \(query.count) numbers for vectors of \(dimension)"
    )
    var allowed = live
    if let rows { allowed.formIntersection(rows) }
    let search = NearestSearch(
      table: self,
      queries: [],
      capacity: 1,
      allowed: allowed,
      workers: max(1, workers)
    )
    let coded = CodedQuery(query, layout: layout, centre: centre)
    let found = Mutex([[Neighbour]](repeating: [], count: blocks.count))
    let chosen = allowed
    _ = try search.forEachBlock(reading: 4 * dimension) {
    } _: { _, similarities, number, index, count in
      let firstRow = self.rows(ofBlock: number).lowerBound
      var neighbours: [Neighbour] = []
      neighbours.reserveCapacity(count)
      for piece in search.pieces(ofBlock: number, allowedCount: count, share: 2) {
        let isGood = blocks[number].compare(
          coded,
          rows: piece,
          index: index,
          similarities: similarities
        )
        guard isGood else { return false }
        for row in piece where chosen.contains(firstRow + row) {
          neighbours.append(
            Neighbour(identifier: index.identifiers[row], similarity: similarities[row])
          )
        }
      }
      found.withLock { $0[number] = neighbours }
      return true
    }
    return found.withLock { $0 }.flatMap { $0 }
  }
}
