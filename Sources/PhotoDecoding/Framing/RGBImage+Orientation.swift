// SPDX-License-Identifier: MIT

extension RGBImage {
  /// The picture turned upright.
  ///
  /// Before the resize, not after: that rounds between its passes, so the passes of a picture on
  /// its side must not be exchanged.
  ///
  /// - Parameter orientation: How this one is stored.
  /// - Returns: The same picture as one should look at it.
  /// - Complexity: O(width · height), a few milliseconds a megapixel at worst; nothing for those
  ///   stored upright.
  func upright(from orientation: Orientation) -> RGBImage {
    guard orientation != .upright else { return self }
    let (width, height) = (width, height)
    let (newWidth, newHeight) = orientation.exchangesSides ? (height, width) : (width, height)
    let walk = orientation.walk(width: width, height: height)
    let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { buffer, initializedCount in
      pixels.withUnsafeBufferPointer { stored in
        guard let stored = stored.baseAddress, let upright = buffer.baseAddress else { return }
        // Tile by tile: a whole row of one picture is a column of the other, which would not fit
        // the cache.
        for top in stride(from: 0, to: newHeight, by: Self.tile) {
          for left in stride(from: 0, to: newWidth, by: Self.tile) {
            for row in top..<min(top + Self.tile, newHeight) {
              var source = stored + (walk.start + left * walk.right + row * walk.down) * 3
              var target = upright + (row * newWidth + left) * 3
              for _ in left..<min(left + Self.tile, newWidth) {
                target[0] = source[0]
                target[1] = source[1]
                target[2] = source[2]
                target += 3
                source += walk.right * 3
              }
            }
          }
        }
        initializedCount = pixels.count
      }
    }
    return RGBImage(width: newWidth, height: newHeight, pixels: turned)
  }

  private static let tile = 32
}
