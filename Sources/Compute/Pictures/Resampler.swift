// SPDX-License-Identifier: MIT

import CKernels

/// How pixels are weighed when a picture changes its size.
package enum ResampleFilter: Sendable, Hashable {
  /// A triangle.
  case bilinear
  /// The cubic of Keys with a = -0.5.
  case bicubic

  fileprivate var kernel: sb_filter {
    switch self {
    case .bilinear: SB_FILTER_BILINEAR
    case .bicubic: SB_FILTER_BICUBIC
    }
  }
}

/// Resizes RGB pictures exactly as Pillow does, which is what CLIP models were trained with.
///
/// Keeps its scratch memory from call to call: use one per worker.
package struct Resampler {
  private var scratch = AlignedBuffer<UInt8>(count: 0)

  /// A resampler without scratch yet.
  package init() {}

  /// Resizes one picture.
  ///
  /// - Parameters:
  ///   - source: `(sourceHeight, sourceWidth, 3)` interleaved bytes.
  ///   - sourceWidth: Its width, 1 or more.
  ///   - sourceHeight: Its height, 1 or more.
  ///   - destination: Receives `(height, width, 3)`.
  ///   - width: The width wanted, 1 or more.
  ///   - height: The height wanted, 1 or more.
  ///   - filter: How pixels are weighed.
  /// - Source: Pillow's `Resample.c`; identical to the last bit.
  package mutating func resize(
    _ source: UnsafePointer<UInt8>,
    width sourceWidth: Int,
    height sourceHeight: Int,
    to destination: UnsafeMutablePointer<UInt8>,
    width: Int,
    height: Int,
    filter: ResampleFilter
  ) {
    precondition(
      sourceWidth > 0 && sourceHeight > 0 && width > 0 && height > 0,
      "resizing \(sourceWidth)x\(sourceHeight) to \(width)x\(height)"
    )
    let needed = sb_resample_scratch_size(
      sourceWidth,
      sourceHeight,
      width,
      height,
      filter.kernel
    )
    if needed > scratch.count { scratch = AlignedBuffer(count: needed) }
    sb_resample_rgb8(
      Kernels.active,
      source,
      sourceWidth,
      sourceHeight,
      destination,
      width,
      height,
      filter.kernel,
      scratch.pointer
    )
  }
}
