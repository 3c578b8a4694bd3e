// SPDX-License-Identifier: MIT

import Compute

/// A text encoder without the final normalisation to length 1.
protocol TextTower: Sendable {
  /// Encodes texts.
  ///
  /// - Parameters:
  ///   - texts: Token ids, each 1 to `contextLength` of them, below the vocabulary's size.
  ///   - workspace: The calling thread's.
  ///   - output: Receives `(texts.count, E)`.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func encode(
    _ texts: [[Int32]],
    _ workspace: EncoderWorkspace,
    into output: UnsafeMutablePointer<Float>
  ) throws(ComputeError)
}
