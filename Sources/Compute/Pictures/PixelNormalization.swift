// SPDX-License-Identifier: MIT

import CKernels

/// Turns bytes of pixels into a network's numbers: (byte / 255 - mean) / standard deviation, per channel.
package struct PixelNormalization: Sendable {
  /// What a byte is multiplied by, per channel.
  let scale: [Float]
  /// What is added then.
  let bias: [Float]

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
}
