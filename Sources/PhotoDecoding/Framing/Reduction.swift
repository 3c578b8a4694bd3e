// SPDX-License-Identifier: MIT

/// How much smaller a picture is made on its way out of the decoder, before it is resized exactly.
///
/// Decoders reduce for next to nothing, and what they reduce need not be kept in memory. But they
/// average boxes, which is not what Pillow's filters do, so enough is left to the exact resize to
/// drown the difference. The differences below are means over a picture of 224 to 336 pixels, in
/// steps of 1/255, measured against Pillow on photos of 6 to 24 megapixels.
struct Reduction {
  /// JPEG: 1, 2, 4 or 8, done in the frequency domain.
  var jpegShrink = 1
  /// WebP: the picture is decoded at one part in this many.
  var webpDivisor = 1
  /// Boxes averaged after decoding, while rows go by.
  var boxWidth = 1
  /// Boxes averaged after decoding, while rows go by.
  var boxHeight = 1

  /// How many times larger than the result a JPEG stays.
  ///
  /// To decode even smaller saves a tenth of the time at most, as most of it goes into the entropy
  /// code. Difference 0.2 to 0.5, and up to 1.0 for black writing on white.
  static let jpegMargin = 2.5
  /// How many times larger than the result other pictures stay.
  ///
  /// Difference 0.2 to 0.3.
  static let margin = 4.0
  /// How many times larger than wanted a picture for people stays, at least.
  ///
  /// A little less than once: so 12 megapixels, 4000 to 4032 pixels long, are decoded at half their size for 2048.
  static let renditionMargin = 0.97
  /// Pictures of up to this many pixels are kept whole in memory, 48 MB, rather than reduced by
  /// boxes, which takes longer than the exact resize.
  static let largestWhole = 16_000_000

  /// How many pixels of the stored picture become one.
  var pixelsForOne: Int {
    jpegShrink * jpegShrink * webpDivisor * webpDivisor * boxWidth * boxHeight
  }

  /// Whether the decoder must be told before it opens the picture.
  var isMadeByDecoder: Bool { jpegShrink > 1 || webpDivisor > 1 }

  /// Decides for one picture on its way to a model.
  ///
  /// - Parameters:
  ///   - format: What the picture is stored as.
  ///   - plan: Its way into the frame.
  init(format: PhotoFormat, plan: FramingPlan) {
    self.init(
      format: format,
      window: plan.window,
      surplus: plan.surplus,
      jpegMargin: Self.jpegMargin,
      margin: Self.margin
    )
  }

  /// Decides for one picture on its way to people, who see no difference where nothing is enlarged.
  ///
  /// The picture may come out a little smaller than wanted.
  ///
  /// - Parameters:
  ///   - format: What the picture is stored as.
  ///   - window: All of it.
  ///   - size: The size wanted, of the picture as it is stored.
  init(format: PhotoFormat, window: FramingPlan.Window, size: RenditionSize) {
    self.init(
      format: format,
      window: window,
      surplus: (
        Double(window.width) / Double(size.width), Double(window.height) / Double(size.height)
      ),
      jpegMargin: Self.renditionMargin,
      margin: Self.renditionMargin
    )
  }

  private init(
    format: PhotoFormat,
    window: FramingPlan.Window,
    surplus: (across: Double, down: Double),
    jpegMargin: Double,
    margin: Double
  ) {
    let (across, down) = surplus
    switch format {
    case .jpeg:
      jpegShrink = [8, 4, 2].first { min(across, down) >= Double($0) * jpegMargin } ?? 1
    case .webp:
      webpDivisor = max(1, Int(min(across, down) / margin))
    default:
      break
    }
    let decoded = jpegShrink * webpDivisor
    if (window.width / decoded) * (window.height / decoded) > Self.largestWhole {
      boxWidth = Self.box(across / Double(decoded) / margin)
      boxHeight = Self.box(down / Double(decoded) / margin)
    }
  }

  /// The largest odd box that is not larger than it may be.
  ///
  /// The mean of an even number of bytes is often a half, which libvips rounds up in both
  /// directions: the picture would become brighter by up to half a step.
  private static func box(_ largest: Double) -> Int {
    let box = max(1, Int(largest))
    return box.isMultiple(of: 2) ? box - 1 : box
  }
}
