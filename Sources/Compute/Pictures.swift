// SPDX-License-Identifier: MIT

import CKernels

/// Turns bytes of pixels into a network's numbers: (byte / 255 - mean) / standard deviation, per channel.
package struct PixelNormalization: Sendable {
  private let scale: [Float]
  private let bias: [Float]

  /// Combines the three steps into one multiplication and one addition.
  ///
  /// - Parameters:
  ///   - mean: Of red, green and blue, on the scale 0...1.
  ///   - standardDeviation: Likewise; none may be zero.
  package init(mean: [Float], standardDeviation: [Float]) {
    precondition(mean.count == 3 && standardDeviation.count == 3, "three channels")
    scale = standardDeviation.map { 1 / (255 * $0) }
    bias = zip(mean, standardDeviation).map { -$0 / $1 }
  }

  /// Normalises pixels and keeps their order.
  ///
  /// - Parameters:
  ///   - pixels: `(count, 3)` interleaved bytes.
  ///   - count: How many pixels.
  ///   - output: Receives `(count, 3)`.
  package func normalize(
    _ pixels: UnsafePointer<UInt8>,
    count: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    sb_normalize_rgb8_f32(Kernels.active, pixels, count, scale, bias, output)
  }

  /// Normalises pixels and cuts them into the rows that a patch embedding multiplies.
  ///
  /// - Parameters:
  ///   - pixels: `(side, side, 3)` interleaved bytes.
  ///   - side: Height and width.
  ///   - patch: Height and width of a patch.
  ///   - output: Receives `((side / patch)², 3 · patch²)`, each row by channel, row, column.
  package func patches(
    _ pixels: UnsafePointer<UInt8>,
    side: Int,
    patch: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    sb_patches_rgb8_f32(Kernels.active, pixels, side, patch, scale, bias, output)
  }
}

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

/// The mean of all rows.
///
/// - Parameters:
///   - x: `(rows, width)`.
///   - rows: How many, 1 or more.
///   - width: How long each is.
///   - y: Receives `(width)`.
package func meanOfRows(
  _ x: UnsafePointer<Float>,
  rows: Int,
  width: Int,
  into y: UnsafeMutablePointer<Float>
) {
  sb_mean_rows_f32(Kernels.active, x, rows, width, y)
}

/// Adds x to y, number by number.
package func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int) {
  sb_add_f32(Kernels.active, y, x, count)
}
