// SPDX-License-Identifier: MIT

import Compute

extension RGBImage {
  /// The picture at another size.
  ///
  /// - Parameter size: The size wanted.
  /// - Returns: The same picture if it has that size.
  /// - Complexity: O(width · height).
  func fitted(to size: RenditionSize) -> RGBImage {
    guard (width, height) != (size.width, size.height) else { return self }
    return resized(width: size.width, height: size.height)
  }

  /// The picture resized exactly as Pillow does it.
  ///
  /// - Parameters:
  ///   - newWidth: The width wanted, 1 or more.
  ///   - newHeight: The height wanted, 1 or more.
  ///   - filter: How pixels are weighed.
  /// - Returns: The whole picture at that size.
  func resized(
    width newWidth: Int,
    height newHeight: Int,
    filter: ResampleFilter = .bicubic
  ) -> RGBImage {
    var resampler = Resampler()
    let count = newWidth * newHeight * 3
    let resized = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      pixels.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let destination = buffer.baseAddress else { return }
        resampler.resize(
          source,
          width: width,
          height: height,
          to: destination,
          width: newWidth,
          height: newHeight,
          filter: filter
        )
        initializedCount = count
      }
    }
    return RGBImage(width: newWidth, height: newHeight, pixels: resized)
  }
}
