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
  /// Valid as long as this object lives.
  package var floats: UnsafePointer<Float> {
    let buffer = converted.withLock { kept -> AlignedBuffer<Float> in
      if let kept { return kept }
      let buffer = AlignedBuffer<Float>(count: tensor.count)
      tensor.copy(to: buffer.pointer)
      kept = buffer
      return buffer
    }
    return UnsafePointer(buffer.pointer)
  }
}
