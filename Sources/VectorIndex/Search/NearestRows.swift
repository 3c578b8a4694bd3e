// SPDX-License-Identifier: MIT

/// The best candidates among rows that arrive in ascending order.
///
/// Once it is full, a row costs one comparison, unless it is better than the worst of the best. Among n rows in random
/// order that happens about `capacity` · ln(n / `capacity`) times.
struct NearestRows {
  /// The best so far; when full, a heap whose root is the worst.
  private(set) var candidates: [Candidate] = []

  private let capacity: Int

  /// Makes room for `capacity` rows, at least one.
  init(capacity: Int) {
    precondition(capacity > 0, "the nearest \(capacity) rows")
    self.capacity = capacity
    candidates.reserveCapacity(capacity)
  }

  /// Looks at the similarities of consecutive rows, all of them beyond those of the calls before.
  ///
  /// - Parameters:
  ///   - similarities: One for each row; rows whose similarity is NaN are left out.
  ///   - firstRow: The row of the first one.
  ///   - isExcluded: Whether a row must be left out; asked only if the row would be taken.
  @inline(__always)
  mutating func consider(
    _ similarities: UnsafeBufferPointer<Float>,
    firstRow: Int,
    isExcluded: (Int) -> Bool
  ) {
    var index = 0
    while candidates.count < capacity, index < similarities.count {
      let candidate = Candidate(similarity: similarities[index], row: firstRow + index)
      if !candidate.similarity.isNaN, !isExcluded(candidate.row) { fill(with: candidate) }
      index += 1
    }
    guard index < similarities.count, var worst = candidates.first?.similarity else { return }
    for index in index..<similarities.count {
      // A tie goes to the row that was there first, so an equal similarity is not enough.
      guard similarities[index] > worst, !isExcluded(firstRow + index) else { continue }
      worst = replaceWorst(
        with: Candidate(similarity: similarities[index], row: firstRow + index)
      )
    }
  }

  private mutating func fill(with candidate: Candidate) {
    candidates.append(candidate)
    guard candidates.count == capacity else { return }
    // Worst first: an ordered array is a heap.
    candidates.sort { $1.precedes($0) }
  }

  /// Puts a candidate in the place of the root.
  ///
  /// - Returns: The similarity of the new root.
  private mutating func replaceWorst(with candidate: Candidate) -> Float {
    candidates.withUnsafeMutableBufferPointer { heap in
      var hole = 0
      while true {
        var child = 2 * hole + 1
        guard child < heap.count else { break }
        if child + 1 < heap.count, heap[child].precedes(heap[child + 1]) { child += 1 }
        guard candidate.precedes(heap[child]) else { break }
        heap[hole] = heap[child]
        hole = child
      }
      heap[hole] = candidate
      return heap[0].similarity
    }
  }
}
