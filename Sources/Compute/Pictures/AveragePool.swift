// SPDX-License-Identifier: MIT

import CKernels

/// Means of 2 x 2 squares, or of any window, of pictures in `(B, side, side, channels)` order.
///
/// - Parameters:
///   - x: The pictures.
///   - batch: How many there are.
///   - side: Their height and width.
///   - channels: Numbers per pixel.
///   - window: Height, width and stride of the squares; an odd edge is left out.
///   - y: Receives `(batch, side / window, side / window, channels)`.
package func averagePool(
  _ x: UnsafePointer<Float>,
  batch: Int,
  side: Int,
  channels: Int,
  window: Int = 2,
  into y: UnsafeMutablePointer<Float>
) {
  averagePool(
    UnsafeRawPointer(x),
    as: .float32,
    batch: batch,
    side: side,
    channels: channels,
    window: window,
    into: UnsafeMutableRawPointer(y)
  )
}

/// The same of stored numbers; sums are floats in any case.
///
/// - Parameters:
///   - x: The pictures.
///   - number: How they and the means are stored.
///   - batch: How many there are.
///   - side: Their height and width.
///   - channels: Numbers per pixel.
///   - window: Height, width and stride of the squares; an odd edge is left out.
///   - y: Receives `(batch, side / window, side / window, channels)`.
package func averagePool(
  _ x: UnsafeRawPointer,
  as number: Number,
  batch: Int,
  side: Int,
  channels: Int,
  window: Int = 2,
  into y: UnsafeMutableRawPointer
) {
  let output = side / window
  for index in 0..<batch {
    let source = x + index * side * side * channels * number.byteCount
    let destination = y + index * output * output * channels * number.byteCount
    switch number {
    case .float32:
      let (source, destination) = (
        source.assumingMemoryBound(to: Float.self), destination.assumingMemoryBound(to: Float.self)
      )
      sb_average_pool_f32(Kernels.active, source, side, side, channels, window, destination)
    case .bfloat16:
      let (source, destination) = (
        source.assumingMemoryBound(to: UInt16.self),
        destination.assumingMemoryBound(to: UInt16.self)
      )
      sb_average_pool_bf16(Kernels.active, source, side, side, channels, window, destination)
    }
  }
}
