// SPDX-License-Identifier: MIT

import Compute

extension [StoredTensor] {
  /// Copies tensors one behind the other, each with its last axis first.
  ///
  /// - Parameter file: What holds them.
  /// - Returns: The numbers as they are stored.
  /// - Complexity: O(numbers).
  func rowMajor(_ file: ModelFile) -> AlignedBuffer<UInt8> {
    let byteCounts = map { $0.shape.reduce(($0.type.bitCount ?? 0) / 8, *) }
    let copy = AlignedBuffer<UInt8>(count: byteCounts.reduce(0, +))
    var destination = UnsafeMutableRawPointer(copy.pointer)
    for (tensor, byteCount) in zip(self, byteCounts) where byteCount > 0 {
      let source = UnsafeRawBufferPointer(rebasing: file.bytes[tensor.range])
      if let strides = tensor.strides {
        tensor.copyRowMajor(source, strides: strides, to: destination)
      } else {
        UnsafeMutableRawBufferPointer(start: destination, count: byteCount).copyMemory(from: source)
      }
      destination += byteCount
    }
    withExtendedLifetime(file) {}
    return copy
  }
}

extension StoredTensor {
  fileprivate func copyRowMajor(
    _ source: UnsafeRawBufferPointer,
    strides: [Int],
    to destination: UnsafeMutableRawPointer
  ) {
    let size = (type.bitCount ?? 0) / 8
    // An axis of one element may have any stride, as nobody ever takes a step along it.
    let steps = zip(shape, strides).map { $0 == 1 ? 0 : $1 }
    var indices = [Int](repeating: 0, count: shape.count)
    var offset = 0
    for position in 0..<shape.reduce(1, *) {
      for byte in 0..<size {
        destination.storeBytes(
          of: source[offset * size + byte],
          toByteOffset: position * size + byte,
          as: UInt8.self
        )
      }
      // Counts up, the last axis first.
      for axis in shape.indices.reversed() {
        indices[axis] += 1
        offset += steps[axis]
        if indices[axis] < shape[axis] { break }
        offset -= steps[axis] * shape[axis]
        indices[axis] = 0
      }
    }
  }
}
