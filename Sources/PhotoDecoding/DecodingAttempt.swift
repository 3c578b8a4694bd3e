// SPDX-License-Identifier: MIT

internal import CVips
import Compute

/// One try to decode one photo, strictly or making the best of damaged data.
struct DecodingAttempt {
  let bytes: UnsafeRawBufferPointer
  let format: PhotoFormat
  let limits: DecodingLimits
  /// Whether to make something of damaged data.
  let isLenient: Bool

  /// How many passes a JPEG may come in.
  ///
  /// Ten are usual. Each costs as much as decoding the whole picture, yet takes only a few bytes of
  /// the file: a small file could keep a core busy for hours. libjpeg-turbo's own tools stop here,
  /// too.
  static let maximumScanCount = 500

  /// The share of rows that must be there for a damaged picture to be used.
  static let leastUsableShare = 0.25

  /// Reads the header and holds it against the limits.
  func open() throws(DecodingError) -> VipsPicture {
    guard let header = VipsPicture(bytes, format: format, isLenient: isLenient) else {
      throw DecodingError(.damaged, "The \(format.title) header cannot be read.")
    }
    try check(header)
    return header
  }

  /// How the opened picture is to be turned.
  func orientation(of header: borrowing VipsPicture) -> Orientation {
    format.isDecodedUpright ? .upright : header.orientation
  }

  /// Decodes a part of the picture, as it is stored, at a fraction of its size.
  ///
  /// - Parameters:
  ///   - header: The opened picture.
  ///   - window: The part, in pixels of the header.
  ///   - reduction: How much smaller.
  ///   - keepsProfile: Set to whether the colours are still those of the embedded profile.
  /// - Returns: The pixels.
  /// - Throws: `DecodingError`, with the code `.damaged` where the other kind of try, or the
  ///   library's reason, may help.
  func decode(
    _ header: borrowing VipsPicture,
    _ window: FramingPlan.Window,
    _ reduction: Reduction,
    keepsProfile: inout Bool
  ) throws(DecodingError) -> RGBImage {
    let (width, height) = (header.width, header.height)
    let reducedCount = window.width * window.height / reduction.pixelsForOne
    let isLarge =
      reducedCount > LargePictures.pixelCount
      || width * height > LargePictures.pixelCount
        && format.isDecodedWhole(isInterlaced: header.isInterlaced)
    let stored = try LargePictures.decode(isLarge: isLarge) { () throws(DecodingError) in
      guard reduction.isMadeByDecoder else {
        return try pixels(of: header, window, reduction, &keepsProfile)
      }
      // Once more, to be decoded at a fraction of its size.
      let picture = VipsPicture(bytes, format: format, reduction: reduction, isLenient: isLenient)
      guard let picture else { throw damagedData }
      let part = window.inPicture(of: width, height, decodedAt: picture.width, picture.height)
      return try pixels(of: picture, part, reduction, &keepsProfile)
    }
    if isLenient { try checkCompleteness(of: stored) }
    return stored
  }

  private func pixels(
    of picture: borrowing VipsPicture,
    _ window: FramingPlan.Window,
    _ reduction: Reduction,
    _ keepsProfile: inout Bool
  ) throws(DecodingError) -> RGBImage {
    guard let colours = picture.inRGB(hasAlpha: hasAlpha, keepsProfile: &keepsProfile),
      let part = colours.cropped(to: window),
      let reduced = part.shrunk(boxWidth: reduction.boxWidth, boxHeight: reduction.boxHeight),
      let pixels = reduced.pixels()
    else { throw damagedData }
    return pixels
  }

  /// Whether a fourth channel may be alpha.
  ///
  /// In TIFF it may as well be a selection that somebody saved, or what a scanner saw in infrared: then it is said to be
  /// unspecified. libvips does not tell the two apart.
  private var hasAlpha: Bool {
    format != .tiff || ExifDirectory(bytes)?.shorts(.extraSamples)?.first != 0
  }

  private var damagedData: DecodingError {
    DecodingError(.damaged, "The \(format.title) data cannot be decoded.")
  }
}
