// SPDX-License-Identifier: MIT

import Compute

extension FramingPlan {
  /// Resizes and crops: the last steps, and where nothing was reduced before, bit for bit what
  /// Pillow does.
  ///
  /// - Parameters:
  ///   - window: What the plan has for its window: at its size, or reduced.
  ///   - filter: How pixels are weighed.
  /// - Returns: `(side, side, 3)`.
  func frame(_ window: RGBImage, filter: ResampleFilter) -> [UInt8] {
    let resized = window.resized(width: resizedWidth, height: resizedHeight, filter: filter).pixels
    if resizedWidth == side, resizedHeight == side { return resized }
    let left = cropOffset(resizedWidth)
    let top = cropOffset(resizedHeight)
    var cropped: [UInt8] = []
    cropped.reserveCapacity(side * side * 3)
    for row in top..<top + side {
      let start = (row * resizedWidth + left) * 3
      cropped += resized[start..<start + side * 3]
    }
    return cropped
  }
}
