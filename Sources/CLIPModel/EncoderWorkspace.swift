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
    /// What a layer norm or attention hands to the next layer.
    case operand
    /// Queries, keys and values; the inside of the MLP.
    case wide
    /// What waits to be converted to the next layer's arithmetic.
    case between
    /// Scores and packed keys.
    case attention
    /// Normalised pixels or patches.
    case pixels
    /// Feature maps of a convolutional tower.
    case mapA, mapB, mapC
    /// Pooled rows on their way to the projection.
    case pooled
    /// Their queries in the last block.
    case pooledQueries
  }

  /// Where oneDNN keeps what it needs.
  let context: ComputeContext

  private var buffers: [AlignedBuffer<UInt8>]

  init(threads: Int) throws(ComputeError) {
    context = try ComputeContext(threads: threads)
    buffers = Purpose.allCases.map { _ in AlignedBuffer(count: 0) }
  }

  /// Scratch of `count` bytes, aligned to 64; contents undefined.
  ///
  /// The same memory is handed out for the same purpose.
  func bytes(_ purpose: Purpose, _ count: Int) throws(ComputeError) -> UnsafeMutableRawPointer {
    if buffers[purpose.rawValue].count < count {
      buffers[purpose.rawValue] = AlignedBuffer(count: 0)  // first give back what is too small
      buffers[purpose.rawValue] = try AlignedBuffer(allocating: count)
    }
    return UnsafeMutableRawPointer(buffers[purpose.rawValue].pointer)
  }

  /// Scratch for `count` floats; contents undefined.
  func floats(
    _ purpose: Purpose,
    _ count: Int
  ) throws(ComputeError) -> UnsafeMutablePointer<Float> {
    try bytes(purpose, count * MemoryLayout<Float>.stride).assumingMemoryBound(to: Float.self)
  }

  /// Scratch for rows that a layer reads; contents undefined.
  func operand(
    _ purpose: Purpose,
    _ arithmetic: Arithmetic,
    rows: Int,
    width: Int
  ) throws(ComputeError) -> Operand {
    let byteCount = Operand.byteCount(arithmetic, rows: rows, width: width)
    return Operand(
      arithmetic,
      memory: try bytes(purpose, byteCount),
      rows: rows,
      width: width
    )
  }
}
