// SPDX-License-Identifier: MIT

/// A fixed number of elements in memory of their own, aligned to 64 bytes: a cache line and a vector register.
package final class AlignedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  // Safe because the memory is owned by this object alone; who writes to `pointer` from several threads keeps
  // them apart, as with any pointer.

  /// How many elements there are.
  package let count: Int

  /// The first element.
  ///
  /// Valid as long as the buffer lives.
  package let pointer: UnsafeMutablePointer<Element>

  private let memory: UnsafeMutableRawPointer

  /// Makes room for `count` elements, all bits zero.
  ///
  /// - Parameter count: Zero or more.
  package init(count: Int) {
    precondition(count >= 0, "a buffer of \(count) elements")
    let byteCount = max(count * MemoryLayout<Element>.stride, 1)
    memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    pointer = memory.bindMemory(to: Element.self, capacity: count)
    self.count = count
  }

  /// Copies elements.
  ///
  /// - Parameter elements: What the buffer shall hold.
  package convenience init(copying elements: some Collection<Element>) {
    self.init(count: elements.count)
    for (offset, element) in elements.enumerated() {
      pointer[offset] = element
    }
  }

  deinit {
    memory.deallocate()
  }

  /// All elements.
  package var elements: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: pointer, count: count)
  }
}
