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
  let output = side / window
  for index in 0..<batch {
    sb_average_pool_f32(
      Kernels.active,
      x + index * side * side * channels,
      side,
      side,
      channels,
      window,
      y + index * output * output * channels
    )
  }
}
