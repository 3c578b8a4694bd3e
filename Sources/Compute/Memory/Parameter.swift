// SPDX-License-Identifier: MIT

import Synchronization

/// A small tensor that is converted to floats at its first use and kept.
package final class Parameter: Sendable {
  /// The extents of the tensor.
  package let shape: [Int]

  private let tensor: Tensor
  private let converted = Mutex<AlignedBuffer<Float>?>(nil)

  /// Remembers where the numbers lie; reads none.
  package init(_ tensor: Tensor) {
    self.tensor = tensor
    shape = tensor.shape
  }

  /// The numbers, row-major.
  ///
  /// - Returns: The first one, valid as long as this object lives.
  /// - Throws: `ComputeError` `.outOfMemory`.
  package func floats() throws(ComputeError) -> UnsafePointer<Float> {
    let buffer = try converted.withLock { kept throws(ComputeError) -> AlignedBuffer<Float> in
      if let kept { return kept }
      let buffer = try tensor.floats()
      kept = buffer
      return buffer
    }
    return UnsafePointer(buffer.pointer)
  }
}
