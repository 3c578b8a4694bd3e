// SPDX-License-Identifier: MIT

import Compute

extension VectorFile {
  /// Compares a query with every photo.
  ///
  /// - Parameters:
  ///   - query: (E) floats.
  ///   - workers: How many threads may work.
  /// - Returns: The similarity of each row, (count); the numbers that ``nearest(to:count:excluding:workers:)`` compares.
  /// - Complexity: O(count · E), at the speed of memory.
  package func similarities(to query: [Float], workers: Int) -> [Float] {
    precondition(
      query.count == dimension,
      "a query of \(query.count) numbers for vectors of \(dimension)"
    )
    let query = AlignedBuffer(copying: query)
    return [Float](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      // Safe because every block writes the similarities of its own rows only.
      nonisolated(unsafe) let similarities = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      parallelFor(blockCount, workers: workers) { number in
        let block = block(number)
        let rows = block.firstRow..<block.firstRow + block.identifiers.count
        _ = block.similarities(
          to: query,
          in: UnsafeMutableBufferPointer(rebasing: similarities[rows])
        )
      }
      initializedCount = count
    }
  }
}
