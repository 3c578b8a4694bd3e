// SPDX-License-Identifier: MIT

import Compute

/// The scratch memory of one thread that encodes: it grows to what the model needs and is used again and again.
///
/// Not `Sendable`: one per worker.
package final class EncoderWorkspace {
  /// What a piece of scratch memory is for.
  ///
  /// Two uses that overlap in time have different names.
  enum Purpose: Int, CaseIterable {
    /// The residual stream.
    case stream
    /// The stream after a layer norm; the output of attention.
    case normed
    /// Queries, keys and values; the inside of the MLP.
    case wide
    /// Scores and packed keys.
    case attention
    /// Normalised pixels or patches.
    case pixels
    /// Feature maps of a convolutional tower.
    case mapA, mapB, mapC
    /// Pooled rows on their way to the projection.
    case pooled
  }

  /// Where oneDNN keeps what it needs.
  let context: ComputeContext

  private var buffers: [AlignedBuffer<Float>]

  init(threads: Int) throws(ComputeError) {
    context = try ComputeContext(threads: threads)
    buffers = Purpose.allCases.map { _ in AlignedBuffer(count: 0) }
  }

  /// Scratch for `count` floats; contents undefined.
  ///
  /// The same memory is handed out for the same purpose.
  func floats(_ purpose: Purpose, _ count: Int) -> UnsafeMutablePointer<Float> {
    if buffers[purpose.rawValue].count < count {
      buffers[purpose.rawValue] = AlignedBuffer(count: count)
    }
    return buffers[purpose.rawValue].pointer
  }
}
