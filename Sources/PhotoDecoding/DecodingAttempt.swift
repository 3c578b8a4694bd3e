// SPDX-License-Identifier: MIT

internal import CVips
import Compute

/// One try to decode one photo, strictly or making the best of damaged data.
struct DecodingAttempt {
  let bytes: UnsafeRawBufferPointer
  let format: PhotoFormat
  let framing: Framing
  let limits: DecodingLimits

  /// How many passes a JPEG may come in.
  ///
  /// Ten are usual. Each costs as much as decoding the whole picture, yet takes only a few bytes of
  /// the file: a small file could keep a core busy for hours. libjpeg-turbo's own tools stop here,
  /// too.
  static let maximumScanCount = 500

  /// The share of rows that must be there for a damaged picture to be used.
  static let leastUsableShare = 0.25

  /// Decodes.
  ///
  /// - Parameter isLenient: Whether to make something of damaged data.
  /// - Returns: The framed picture and the metadata.
  /// - Throws: `DecodingError`, with the code `.damaged` where the other kind of try, or the
  ///   library's reason, may help.
  func run(isLenient: Bool) throws(DecodingError) -> DecodedPhoto {
    guard let header = VipsPicture(bytes, format: format, isLenient: isLenient) else {
      throw DecodingError(.damaged, "The \(format.title) header cannot be read.")
    }
    try check(header)
    let orientation = format.isDecodedUpright ? .upright : header.orientation
    let plan = FramingPlan(
      width: header.width,
      height: header.height,
      orientation: orientation,
      framing: framing
    )
    let reduction = Reduction(format: format, plan: plan)
    var keepsProfile = false
    let isLarge =
      header.width * header.height > LargePictures.pixelCount
      && format.isDecodedWhole(isInterlaced: header.isInterlaced)
    let stored = try LargePictures.decode(isLarge: isLarge) { () throws(DecodingError) in
      if reduction.isMadeByDecoder {
        try decode(reduced: reduction, plan: plan, isLenient: isLenient, &keepsProfile)
      } else {
        try decode(header, reduction: reduction, plan: plan, &keepsProfile)
      }
    }
    if isLenient { try checkCompleteness(of: stored) }

    var pixels = plan.frame(stored.upright(from: orientation), filter: framing.filter)
    if keepsProfile {
      header.withMetadata(SB_VIPS_PROFILE) { profile in
        guard !ICCProfile(profile).isSRGB else { return }
        Libvips.convertToSRGB(
          &pixels,
          width: framing.side,
          height: framing.side,
          from: profile
        )
      }
    }
    return DecodedPhoto(
      image: RGBImage(width: framing.side, height: framing.side, pixels: pixels),
      metadata: PhotoMetadata(of: header, file: bytes, format: format, orientation: orientation)
    )
  }

  // MARK: - Limits

  private func check(_ header: borrowing VipsPicture) throws(DecodingError) {
    let (width, height) = (header.width, header.height)
    guard width > 0, height > 0 else {
      throw DecodingError(.damaged, "The \(format.title) header declares a picture of no size.")
    }
    guard width <= limits.maximumPixelCount / height else {
      let megapixels = Int((Double(width) * Double(height) / 1e6).rounded())
      throw DecodingError(
        .tooLarge,
        "The picture has \(megapixels) megapixels (\(width) x \(height)), more than the "
          + "\(limits.maximumPixelCount / 1_000_000) that are read."
      )
    }
    if format == .jpeg, header.isInterlaced {
      let scanCount = scanCount
      guard scanCount <= Self.maximumScanCount else {
        throw DecodingError(
          .tooLarge,
          "The JPEG comes in \(scanCount) passes, more than the \(Self.maximumScanCount) that are "
            + "read."
        )
      }
    }
  }

  /// How often the marker "start of scan" occurs: in the data between markers a zero follows 0xFF.
  private var scanCount: Int {
    var count = 0
    var previous: UInt8 = 0
    for byte in bytes {
      if previous == 0xFF, byte == 0xDA { count += 1 }
      previous = byte
    }
    return count
  }

  /// Decoders fill what they have no data for with one colour, from where the data ends to the
  /// bottom.
  private func checkCompleteness(of stored: RGBImage) throws(DecodingError) {
    let share = stored.shareAboveFlatBottom
    guard share >= Self.leastUsableShare else {
      // From no data at all, decoders still make the first few pixels.
      throw DecodingError(
        .incomplete,
        share < 0.05
          ? "The \(format.title) file holds next to no picture data."
          : "Only the upper \(Int(share * 100))% of the \(format.title) picture can be decoded."
      )
    }
  }

  // MARK: - Pixels

  /// Opens the picture once more, to be decoded at a fraction of its size.
  private func decode(
    reduced reduction: Reduction,
    plan: FramingPlan,
    isLenient: Bool,
    _ keepsProfile: inout Bool
  ) throws(DecodingError) -> RGBImage {
    let picture = VipsPicture(bytes, format: format, reduction: reduction, isLenient: isLenient)
    guard let picture else { throw damagedData }
    return try decode(picture, reduction: reduction, plan: plan, &keepsProfile)
  }

  private func decode(
    _ picture: borrowing VipsPicture,
    reduction: Reduction,
    plan: FramingPlan,
    _ keepsProfile: inout Bool
  ) throws(DecodingError) -> RGBImage {
    guard let colours = picture.inRGB(keepsProfile: &keepsProfile) else { throw damagedData }
    let window = plan.window(inPictureOf: picture.width, picture.height)
    guard let part = colours.cropped(to: window),
      let reduced = part.shrunk(boxWidth: reduction.boxWidth, boxHeight: reduction.boxHeight),
      let pixels = reduced.pixels()
    else { throw damagedData }
    return pixels
  }

  private var damagedData: DecodingError {
    DecodingError(.damaged, "The \(format.title) data cannot be decoded.")
  }
}
