// SPDX-License-Identifier: MIT

/// The greatest of many numbers: a heap whose root is the least of them.
struct GreatestBounds {
  /// The numbers, a heap once there are `capacity`.
  private(set) var bounds: [Double] = []

  private let capacity: Int

  /// Makes room for `capacity` numbers, at least one.
  init(capacity: Int) {
    precondition(capacity > 0, "the greatest \(capacity) numbers")
    self.capacity = capacity
  }

  /// The least of the greatest: minus infinity until there are `capacity` of them.
  var floor: Double { bounds.count == capacity ? bounds[0] : -.infinity }

  /// Looks at a number, which is not NaN.
  mutating func consider(_ bound: Double) {
    if bounds.count < capacity {
      bounds.append(bound)
      // Least first: an ordered array is a heap.
      if bounds.count == capacity { bounds.sort() }
    } else if bound > bounds[0] {
      sink(bound)
    }
  }

  /// Puts a number in the place of the root.
  private mutating func sink(_ bound: Double) {
    bounds.withUnsafeMutableBufferPointer { heap in
      var hole = 0
      while true {
        var child = 2 * hole + 1
        guard child < heap.count else { break }
        if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
        guard heap[child] < bound else { break }
        heap[hole] = heap[child]
        hole = child
      }
      heap[hole] = bound
    }
  }
}
