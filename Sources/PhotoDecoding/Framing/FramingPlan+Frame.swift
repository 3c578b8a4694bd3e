// SPDX-License-Identifier: MIT

import Compute

extension FramingPlan {
  /// Resizes, turns upright and crops: the last steps, on a picture that is small already.
  ///
  /// - Parameters:
  ///   - stored: The window of the picture as it is stored, at its size or reduced.
  ///   - filter: How pixels are weighed.
  ///   - orientation: How the picture stands upright.
  /// - Returns: `(side, side, 3)`.
  /// - Numerics: Bit for bit Pillow's for pictures that are stored upright. One that lies on its side has the passes of
  ///   its resize exchanged, which moves few values by one step.
  func frame(_ stored: RGBImage, filter: ResampleFilter, orientation: Orientation) -> [UInt8] {
    var resampler = Resampler()
    let count = resizedWidth * resizedHeight * 3
    let resized = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      stored.pixels.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let destination = buffer.baseAddress else { return }
        resampler.resize(
          source, width: stored.width, height: stored.height, to: destination,
          width: resizedWidth, height: resizedHeight, filter: filter)
        initializedCount = count
      }
    }
    return upright(resized, orientation)
  }

  /// The middle of a resized picture, upright.
  private func upright(_ resized: [UInt8], _ orientation: Orientation) -> [UInt8] {
    let walk = orientation.walk(width: resizedWidth, height: resizedHeight)
    let (uprightWidth, uprightHeight) =
      orientation.exchangesSides ? (resizedHeight, resizedWidth) : (resizedWidth, resizedHeight)
    let first =
      walk.start + cropOffset(uprightWidth) * walk.right + cropOffset(uprightHeight) * walk.down
    return [UInt8](unsafeUninitializedCapacity: side * side * 3) { buffer, initializedCount in
      resized.withUnsafeBufferPointer { resized in
        for row in 0..<side {
          var source = (first + row * walk.down) * 3
          for target in stride(from: row * side * 3, to: (row + 1) * side * 3, by: 3) {
            buffer[target] = resized[source]
            buffer[target + 1] = resized[source + 1]
            buffer[target + 2] = resized[source + 2]
            source += walk.right * 3
          }
        }
      }
      initializedCount = side * side * 3
    }
  }
}
