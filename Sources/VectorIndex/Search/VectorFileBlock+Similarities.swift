// SPDX-License-Identifier: MIT

import Compute

extension VectorFileBlock {
  /// Computes the dot product of every row with a query.
  ///
  /// Always of the whole block: kernels may add in another order where few rows are left, and a row's similarity must
  /// not depend on who asks.
  ///
  /// - Parameters:
  ///   - query: (E).
  ///   - memory: Room for a similarity of each row, or more; need not be initialized.
  /// - Returns: The similarities: the first (rows) elements of `memory`.
  func similarities(
    to query: AlignedBuffer<Float>,
    in memory: UnsafeMutableBufferPointer<Float>
  ) -> UnsafeBufferPointer<Float> {
    let count = identifiers.count
    precondition(memory.count >= count, "\(count) rows and room for \(memory.count)")
    guard let rows = vectors.baseAddress, let start = memory.baseAddress else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    withExtendedLifetime(query) {
      scan(
        rows: rows,
        count: count,
        dimension: query.count,
        query: query.pointer,
        scores: start
      )
    }
    return UnsafeBufferPointer(start: start, count: count)
  }
}
