// SPDX-License-Identifier: MIT

/// The geometry of one picture's way into its frame: which part is used, and what size that becomes.
///
/// Sizes are of the picture as it is stored. Turning it upright exchanges the sides of everything alike, so it can be
/// done last, when the picture is small.
///
/// - Source: torchvision `Resize` (the longer side is truncated, not rounded) and `CenterCrop` (Python's `round`,
///   halves to even), which is what CLIP's authors used.
struct FramingPlan: Equatable {
  /// A picture longer than this many times its shorter side is cut to its middle before it is resized.
  ///
  /// The crop keeps no more than a square of it anyway. Without the cut, a scan line of 1 x 5000 pixels would be blown
  /// up to 224 x 1,120,000. The result moves by at most one pixel.
  static let longestShape = 8

  /// The part of the stored picture that is resized.
  let window: Window
  /// What the window is resized to, before the crop.
  let resizedWidth: Int
  /// What the window is resized to, before the crop.
  let resizedHeight: Int
  /// Pixels on each side of the result.
  let side: Int
  private let width, height: Int

  /// A rectangle inside a picture.
  struct Window: Equatable {
    var left, top, width, height: Int
  }

  /// Plans the way of a picture.
  ///
  /// - Parameters:
  ///   - width: Of the stored picture, 1 or more.
  ///   - height: Of the stored picture, 1 or more.
  ///   - framing: What it shall become.
  init(width: Int, height: Int, framing: Framing) {
    (self.width, self.height, side) = (width, height, framing.side)
    switch framing.fit {
    case .squash:
      window = Window(left: 0, top: 0, width: width, height: height)
      (resizedWidth, resizedHeight) = (side, side)
    case .cropCentre:
      let shorter = min(width, height)
      let (keptWidth, keptHeight) = (
        min(width, shorter * Self.longestShape), min(height, shorter * Self.longestShape)
      )
      window = Window(
        left: (width - keptWidth) / 2, top: (height - keptHeight) / 2, width: keptWidth,
        height: keptHeight)
      resizedWidth = side * keptWidth / shorter
      resizedHeight = side * keptHeight / shorter
    }
  }

  /// The part that is resized, in the coordinates of the same picture decoded at another size.
  ///
  /// - Parameters:
  ///   - decodedWidth: Pixels in a row of what the decoder made.
  ///   - decodedHeight: Its rows.
  func window(inPictureOf decodedWidth: Int, _ decodedHeight: Int) -> Window {
    let left = window.left * decodedWidth / width
    let top = window.top * decodedHeight / height
    return Window(
      left: left, top: top,
      width: max(1, window.width * decodedWidth / width),
      height: max(1, window.height * decodedHeight / height))
  }

  /// Where the middle `side` pixels of a length begin.
  ///
  /// - Parameter length: `side` or more.
  /// - Returns: Half of what is left over, halves rounded to even.
  func cropOffset(_ length: Int) -> Int {
    let surplus = length - side
    let half = surplus / 2
    return surplus.isMultiple(of: 2) || half.isMultiple(of: 2) ? half : half + 1
  }
}
