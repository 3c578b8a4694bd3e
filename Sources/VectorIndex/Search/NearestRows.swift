// SPDX-License-Identifier: MIT

/// The best of many neighbours that arrive in any order.
///
/// Once it is full, a row costs one comparison, unless it is better than the worst of the best. Among n rows in random
/// order that happens about `capacity` · ln(n / `capacity`) times.
struct NearestRows {
  /// The best so far; when full, a heap whose root is the worst.
  private(set) var neighbours: [Neighbour] = []

  private let capacity: Int

  /// Makes room for `capacity` rows, at least one.
  init(capacity: Int) {
    precondition(capacity > 0, "the nearest \(capacity) rows")
    self.capacity = capacity
  }

  /// The least similarity among the best, once there are enough of them.
  var worst: Float? { neighbours.count == capacity ? neighbours[0].similarity : nil }

  /// Looks at a row, which is left out if its similarity is NaN.
  @inline(__always)
  mutating func consider(_ identifier: Int64, _ similarity: Float) {
    if let worst {
      guard similarity >= worst else { return }
      replaceWorst(with: Neighbour(identifier: identifier, similarity: similarity))
    } else if !similarity.isNaN {
      fill(with: Neighbour(identifier: identifier, similarity: similarity))
    }
  }

  private mutating func fill(with neighbour: Neighbour) {
    neighbours.append(neighbour)
    guard neighbours.count == capacity else { return }
    // Worst first: an ordered array is a heap.
    neighbours.sort { $1.precedes($0) }
  }

  /// Puts a neighbour in the place of the root, if it is better.
  private mutating func replaceWorst(with neighbour: Neighbour) {
    neighbours.withUnsafeMutableBufferPointer { heap in
      guard neighbour.precedes(heap[0]) else { return }
      var hole = 0
      while true {
        var child = 2 * hole + 1
        guard child < heap.count else { break }
        if child + 1 < heap.count, heap[child].precedes(heap[child + 1]) { child += 1 }
        guard neighbour.precedes(heap[child]) else { break }
        heap[hole] = heap[child]
        hole = child
      }
      heap[hole] = neighbour
    }
  }
}
