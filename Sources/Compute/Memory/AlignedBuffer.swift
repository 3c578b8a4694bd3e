// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

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
  private let byteCount: Int

  /// From here on memory comes from the system and goes back to it, where the C library might keep
  /// it: weights that are converted and packed pass through gigabytes of short-lived buffers.
  private static var mappedByteCount: Int { 1 << 20 }

  /// Makes room for `count` elements, all bits zero.
  ///
  /// - Parameter count: Zero or more; a machine without memory for them ends the process. For what a file asks for there
  ///   is ``init(allocating:)``.
  package init(count: Int) {
    precondition(count >= 0, "a buffer of \(count) elements")
    let byteCount = max(count * MemoryLayout<Element>.stride, 1)
    guard let memory = Self.memory(byteCount) else {
      preconditionFailure("there is no memory for \(byteCount) bytes")
    }
    self.memory = memory
    self.byteCount = byteCount
    pointer = memory.bindMemory(to: Element.self, capacity: count)
    self.count = count
  }

  /// Makes room for `count` elements, all bits zero, if the machine has it.
  ///
  /// - Parameter count: Zero or more.
  /// - Throws: `ComputeError` `.outOfMemory`.
  package init(allocating count: Int) throws(ComputeError) {
    precondition(count >= 0, "a buffer of \(count) elements")
    let (product, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !overflows, let memory = Self.memory(max(product, 1)) else {
      throw ComputeError(noMemoryFor: overflows ? .max : product)
    }
    self.memory = memory
    byteCount = max(product, 1)
    pointer = memory.bindMemory(to: Element.self, capacity: count)
    self.count = count
  }

  private static func memory(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    guard byteCount >= mappedByteCount else {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
      return memory
    }
    let mapping = mmap(
      nil,
      byteCount,
      PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS,
      -1,
      0
    )
    return mapping == MAP_FAILED ? nil : mapping
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
    if byteCount >= Self.mappedByteCount {
      munmap(memory, byteCount)
    } else {
      memory.deallocate()
    }
  }

  /// All elements, valid as long as the buffer lives.
  ///
  /// Asking for them is no use of the buffer after that: Swift may release it right away if nothing else needs it.
  package var elements: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: pointer, count: count)
  }

  /// A copy of all elements.
  package var array: [Element] {
    withExtendedLifetime(self) { Array(elements) }
  }
}
