// SPDX-License-Identifier: MIT

import Compute

/// An image encoder without the final normalisation to length 1.
protocol VisionTower: Sendable {
  /// Encodes pictures.
  ///
  /// - Parameters:
  ///   - pixels: `(count, side, side, 3)` bytes, side as the configuration says.
  ///   - count: B.
  ///   - workspace: The calling thread's.
  ///   - output: Receives `(B, E)`.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func encode(
    _ pixels: UnsafePointer<UInt8>,
    count: Int,
    _ workspace: EncoderWorkspace,
    into output: UnsafeMutablePointer<Float>
  ) throws(ComputeError)
}
