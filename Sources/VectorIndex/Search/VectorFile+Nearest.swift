// SPDX-License-Identifier: MIT

import Compute
import Synchronization

extension VectorFile {
  /// Finds the photos most similar to a query, by comparing it with every one.
  ///
  /// The answer is exact and the same for any number of workers: blocks are scanned whole, whoever scans them, and the
  /// order of answers is total.
  ///
  /// - Parameters:
  ///   - query: (E) floats. A photo whose similarity is NaN, because the query is not finite, is not an answer.
  ///   - k: How many photos are wanted at most; any number.
  ///   - excluded: Photos that are not wanted.
  ///   - workers: How many threads may work.
  /// - Returns: Photos with descending similarities; where these are equal, with ascending identifiers.
  /// - Complexity: O(count · E), at the speed of memory; O(workers · k) memory.
  package func nearest(
    to query: [Float],
    count k: Int,
    excluding excluded: Set<Int64> = [],
    workers: Int
  ) -> [Neighbour] {
    precondition(
      query.count == dimension,
      "a query of \(query.count) numbers for vectors of \(dimension)"
    )
    let capacity = min(k, count)
    guard capacity > 0 else { return [] }
    let query = AlignedBuffer(copying: query)
    let hasExclusions = !excluded.isEmpty
    let strands = max(1, min(workers, blockCount))
    let nextBlock = Atomic(0)
    let found = Mutex<[Candidate]>([])
    parallelFor(strands, workers: strands) { _ in
      var nearest = NearestRows(capacity: capacity)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: layout.rowsPerBlock) { scores in
        // A strand takes the next block when it is free: a core that is busy elsewhere holds nobody up.
        while let block = takeBlock(nextBlock) {
          let similarities = block.similarities(to: query, in: scores)
          nearest.consider(similarities, firstRow: block.firstRow) { row in
            hasExclusions && excluded.contains(identifier(at: row))
          }
        }
      }
      found.withLock { $0 += nearest.candidates }
    }
    return found.withLock { $0 }
      .sorted { $0.precedes($1) }
      .prefix(capacity)
      .map { Neighbour(identifier: identifier(at: $0.row), similarity: $0.similarity) }
  }

  private func takeBlock(_ next: borrowing Atomic<Int>) -> VectorFileBlock? {
    let number = next.add(1, ordering: .relaxed).oldValue
    return number < blockCount ? block(number) : nil
  }
}
