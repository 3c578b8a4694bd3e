// SPDX-License-Identifier: MIT

/// The size of a picture for people: that of the photo, made smaller if need be.
struct RenditionSize: Equatable {
  /// Pixels in a row, 1 or more.
  let width: Int
  /// Rows, 1 or more.
  let height: Int

  /// Fits a picture.
  ///
  /// - Parameters:
  ///   - width: Of the picture, 1 or more.
  ///   - height: Of the picture, 1 or more.
  ///   - longSide: The most that its longer side may have, 1 or more; it is never made longer.
  init(width: Int, height: Int, longSide: Int) {
    let longer = max(width, height)
    guard longer > longSide else {
      (self.width, self.height) = (width, height)
      return
    }
    func scaled(_ length: Int) -> Int { max(1, (length * longSide * 2 + longer) / (longer * 2)) }
    (self.width, self.height) = (scaled(width), scaled(height))
  }
}
