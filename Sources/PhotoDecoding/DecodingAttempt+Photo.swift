// SPDX-License-Identifier: MIT

internal import CVips

extension DecodingAttempt {
  /// Decodes for a model, and on the way makes a thumbnail if one is wanted.
  ///
  /// - Parameters:
  ///   - framing: The square that the model wants.
  ///   - makesThumbnail: Whether a thumbnail is wanted.
  /// - Returns: The framed picture, the thumbnail and the metadata.
  /// - Throws: `DecodingError`, with the code `.damaged` where the other kind of try, or the
  ///   library's reason, may help.
  func photo(_ framing: Framing, makesThumbnail: Bool) throws(DecodingError) -> DecodedPhoto {
    let header = try open()
    let orientation = orientation(of: header)
    let plan = FramingPlan(
      width: header.width,
      height: header.height,
      orientation: orientation,
      framing: framing
    )
    var keepsProfile = false
    let stored = try decode(
      header,
      plan.window,
      Reduction(format: format, plan: plan),
      keepsProfile: &keepsProfile
    )
    let upright = stored.upright(from: orientation)
    let image = RGBImage(
      width: framing.side,
      height: framing.side,
      pixels: plan.frame(upright, filter: framing.filter)
    )
    let metadata = PhotoMetadata(
      of: header,
      file: bytes,
      format: format,
      orientation: orientation
    )
    guard makesThumbnail, plan.windowIsWhole else {
      return DecodedPhoto(
        image: keepsProfile ? inSRGB([image], header)[0] : image,
        // So long that the model sees a part alone: once more, for the whole of it.
        thumbnail: makesThumbnail ? try rendition(longSide: DecodedPhoto.thumbnailSide) : nil,
        metadata: metadata
      )
    }
    let thumbnail = upright.fitted(
      to: RenditionSize(
        width: metadata.pixelWidth,
        height: metadata.pixelHeight,
        longSide: DecodedPhoto.thumbnailSide
      )
    )
    let pictures = keepsProfile ? inSRGB([image, thumbnail], header) : [image, thumbnail]
    return DecodedPhoto(image: pictures[0], thumbnail: pictures[1], metadata: metadata)
  }

  /// Decodes the whole picture at a size for people.
  ///
  /// - Parameter longSide: The most pixels of the longer side; a smaller picture keeps its size.
  /// - Returns: The picture, upright; up to 3 % smaller than it might be where that saves decoding more.
  /// - Throws: `DecodingError` as `photo` does.
  func rendition(longSide: Int) throws(DecodingError) -> RGBImage {
    let header = try open()
    let orientation = orientation(of: header)
    let (width, height) = (header.width, header.height)
    let size = RenditionSize(width: width, height: height, longSide: longSide)
    var keepsProfile = false
    let whole = FramingPlan.Window(left: 0, top: 0, width: width, height: height)
    let reduction = Reduction(format: format, window: whole, size: size)
    let stored = try decode(header, whole, reduction, keepsProfile: &keepsProfile)
    let isLarger = stored.width > size.width || stored.height > size.height
    let picture = (isLarger ? stored.fitted(to: size) : stored).upright(from: orientation)
    return keepsProfile ? inSRGB([picture], header)[0] : picture
  }

  /// Converts pictures from the embedded profile, all at once: to set the conversion up takes longer than the pixels.
  private func inSRGB(_ pictures: [RGBImage], _ header: borrowing VipsPicture) -> [RGBImage] {
    header.withMetadata(SB_VIPS_PROFILE) { profile in
      guard !ICCProfile(profile).isSRGB else { return pictures }
      var pixels = pictures.flatMap(\.pixels)
      // A row may be long, but not as long as the largest picture.
      let rows = pictures.count == 1 ? pictures[0].height : 1
      Libvips.convertToSRGB(&pixels, width: pixels.count / 3 / rows, height: rows, from: profile)
      var start = 0
      return pictures.map { picture in
        defer { start += picture.pixels.count }
        return RGBImage(
          width: picture.width,
          height: picture.height,
          pixels: Array(pixels[start..<start + picture.pixels.count])
        )
      }
    }
  }
}
