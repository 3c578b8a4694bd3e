// SPDX-License-Identifier: MIT

/// The geometry of one picture's way into its frame: which part is used, and what size that
/// becomes.
///
/// - Source: torchvision `Resize` (the longer side is truncated, not rounded) and `CenterCrop`
///   (Python's `round`, halves to even), which is what CLIP's authors used.
struct FramingPlan {
  /// A picture longer than this many times its shorter side is cut to its middle before it is
  /// resized.
  ///
  /// The crop keeps no more than a square of it anyway. Without the cut, a scan line of 1 x 5000
  /// pixels would be blown up to 224 x 1,120,000. The result moves by at most one pixel.
  static let longestShape = 8

  /// The part of the picture that is resized, in the coordinates of the picture as it is stored.
  let window: Window
  /// What the window, upright, is resized to before the crop.
  let resizedWidth: Int
  /// What the window, upright, is resized to before the crop.
  let resizedHeight: Int
  /// A picture for a smaller square than this is not reduced further: it has to do for a thumbnail, too.
  ///
  /// Times ``Reduction/jpegMargin`` this is the length of a thumbnail, so no model that people use notices.
  static let leastSide = 128

  /// How many times larger than the result, or than `leastSide`, the stored picture is.
  let surplus: (across: Double, down: Double)
  /// Pixels on each side of the result.
  let side: Int
  private let width, height: Int
  private let cropRounding: Framing.CropRounding

  /// A rectangle inside a picture.
  struct Window: Equatable {
    var left, top, width, height: Int

    /// The window in the coordinates of the same picture decoded at another size.
    ///
    /// - Parameters:
    ///   - width: Of the picture, in which the window lies.
    ///   - height: Of the picture.
    ///   - decodedWidth: Pixels in a row of what the decoder made.
    ///   - decodedHeight: Its rows.
    /// - Returns: A rectangle inside what the decoder made.
    func inPicture(
      of width: Int,
      _ height: Int,
      decodedAt decodedWidth: Int,
      _ decodedHeight: Int
    ) -> Window {
      Window(
        left: left * decodedWidth / width,
        top: top * decodedHeight / height,
        width: max(1, self.width * decodedWidth / width),
        height: max(1, self.height * decodedHeight / height)
      )
    }
  }

  /// Whether nothing of the picture is cut off before it is resized.
  var windowIsWhole: Bool { window.width == width && window.height == height }

  /// Plans the way of a picture.
  ///
  /// - Parameters:
  ///   - width: Of the picture as it is stored, 1 or more.
  ///   - height: Of the picture as it is stored, 1 or more.
  ///   - orientation: How it is stored.
  ///   - framing: What it shall become.
  init(width: Int, height: Int, orientation: Orientation, framing: Framing) {
    (self.width, self.height, side) = (width, height, framing.side)
    cropRounding = framing.cropRounding
    let detail = Double(max(side, Self.leastSide))
    guard framing.fit == .cropCentre else {
      window = Window(left: 0, top: 0, width: width, height: height)
      (resizedWidth, resizedHeight) = (side, side)
      surplus = (Double(width) / detail, Double(height) / detail)
      return
    }
    let shorter = min(width, height)
    surplus = (Double(shorter) / detail, Double(shorter) / detail)
    let keptWidth = min(width, shorter * Self.longestShape)
    let keptHeight = min(height, shorter * Self.longestShape)
    window = Window(
      left: (width - keptWidth) / 2,
      top: (height - keptHeight) / 2,
      width: keptWidth,
      height: keptHeight
    )
    let (across, down) = (side * keptWidth / shorter, side * keptHeight / shorter)
    (resizedWidth, resizedHeight) = orientation.exchangesSides ? (down, across) : (across, down)
  }

  /// Where the middle `side` pixels of a length begin.
  ///
  /// - Parameter length: `side` or more.
  /// - Returns: Half of what is left over, rounded as the framing says.
  func cropOffset(_ length: Int) -> Int {
    let left = length - side
    let half = left / 2
    let isExact = left.isMultiple(of: 2) || half.isMultiple(of: 2)
    return isExact || cropRounding == .down ? half : half + 1
  }
}
