// SPDX-License-Identifier: MIT

/// A binary heap: the smallest element first.
struct MinimumHeap<Element: Comparable> {
  private var elements: [Element] = []

  /// Adds an element in O(log n).
  mutating func insert(_ element: Element) {
    var child = elements.count
    elements.append(element)
    while child > 0 {
      let parent = (child - 1) / 2
      guard elements[child] < elements[parent] else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  /// Removes the smallest element in O(log n); nil when there is none.
  mutating func popMinimum() -> Element? {
    guard let last = elements.popLast() else { return nil }
    guard let minimum = elements.first else { return last }
    elements[0] = last
    var parent = 0
    while true {
      var smallest = parent
      for child in (2 * parent + 1)...(2 * parent + 2)
      where child < elements.count && elements[child] < elements[smallest] {
        smallest = child
      }
      guard smallest != parent else { return minimum }
      elements.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
