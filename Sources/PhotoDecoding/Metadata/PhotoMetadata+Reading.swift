// SPDX-License-Identifier: MIT

internal import CVips

extension PhotoMetadata {
  /// Collects what a file says about its picture.
  ///
  /// Damaged blocks say less, but stop nothing.
  ///
  /// - Parameters:
  ///   - picture: The opened file, in full size.
  ///   - file: Its bytes.
  ///   - format: What it is.
  ///   - orientation: How it stands upright.
  init(
    of picture: borrowing VipsPicture,
    file: UnsafeRawBufferPointer,
    format: PhotoFormat,
    orientation: Orientation
  ) {
    let (width, height) = (picture.width, picture.height)
    self.init(
      pixelWidth: orientation.exchangesSides ? height : width,
      pixelHeight: orientation.exchangesSides ? width : height,
      format: format.rawValue
    )

    picture.withMetadata(SB_VIPS_EXIF) { exif in
      picture.withMetadata(SB_VIPS_XMP) { xmp in
        picture.withMetadata(SB_VIPS_IPTC) { iptc in
          // A TIFF file is one large EXIF block. libvips does not look for EXIF in it.
          let isEXIF = exif.isEmpty && format == .tiff
          read(exif: isEXIF ? file : exif, xmp: xmp, iptc: iptc)
        }
      }
    }
  }

  /// Takes over what the metadata of a file say.
  ///
  /// Damaged blocks say less, but stop nothing; a block that is not there is empty.
  ///
  /// - Parameters:
  ///   - exif: The EXIF block, without the name that JPEG puts in front of it.
  ///   - xmp: The XMP packet.
  ///   - iptc: The IPTC record, in Photoshop's resources or bare.
  package mutating func read(
    exif: UnsafeRawBufferPointer,
    xmp: UnsafeRawBufferPointer,
    iptc: UnsafeRawBufferPointer
  ) {
    var dates = DateCandidates()
    read(ExifDirectory(exif), &dates)
    if !xmp.isEmpty { read(XMPPacket(xmp), &dates) }
    dates.iptc = IPTCRecord(iptc).created
    takenAt = dates.best
  }

  private mutating func read(_ directory: ExifDirectory?, _ dates: inout DateCandidates) {
    guard let directory else { return }
    cameraMake = directory.text(.make)
    cameraModel = directory.text(.model)
    let exif = directory.directory(.exifDirectory)
    lensModel = exif?.text(.lensModel)
    dates.exifOriginal = exif?.date(.original, offset: .originalOffset)
    dates.exifDigitized = exif?.date(.digitized, offset: .digitizedOffset)
    dates.exifModified = directory.text(.modified).flatMap(WallClock.init)
    dates.exifModified?.utcOffsetMinutes = exif?.offset(.modifiedOffset)
    if let gps = directory.directory(.gpsDirectory) {
      let position = GPSPosition(gps)
      latitude = position?.latitude
      longitude = position?.longitude
      altitude = position?.altitude
      dates.gps = gps.satelliteTime
    }
  }

  private mutating func read(_ packet: XMPPacket, _ dates: inout DateCandidates) {
    cameraMake = cameraMake ?? packet.property("tiff:Make")
    cameraModel = cameraModel ?? packet.property("tiff:Model")
    lensModel = lensModel ?? packet.property("exifEX:LensModel") ?? packet.property("aux:Lens")
    func date(_ name: String) -> WallClock? { packet.property(name).flatMap(WallClock.init) }
    dates.xmpOriginal = date("photoshop:DateCreated") ?? date("exif:DateTimeOriginal")
    dates.xmpDigitized = date("xmp:CreateDate") ?? date("exif:DateTimeDigitized")
    dates.gps = dates.gps ?? date("exif:GPSTimeStamp")
  }
}

/// Every date a file gives, until it is known which is the best.
private struct DateCandidates {
  var exifOriginal: WallClock?
  var xmpOriginal: WallClock?
  var iptc: WallClock?
  var exifDigitized: WallClock?
  var xmpDigitized: WallClock?
  var gps: WallClock?
  var exifModified: WallClock?

  /// Dates of creation before those of scanning before those of editing, and EXIF first among
  /// equals.
  ///
  /// - Source: Metadata Working Group, "Guidelines for Handling Image Metadata" 2.0, section 5.6.
  var best: TakenAt? {
    let candidates: [(WallClock?, TakenAt.Source)] = [
      (exifOriginal, .exifOriginal), (xmpOriginal, .xmp), (iptc, .iptc),
      (exifDigitized, .exifDigitized), (xmpDigitized, .xmp), (gps, .gps),
      (exifModified, .exifModified),
    ]
    for case (let clock?, let source) in candidates {
      return TakenAt(
        wallClockSeconds: clock.seconds,
        utcOffsetMinutes: clock.utcOffsetMinutes,
        source: source
      )
    }
    return nil
  }
}

extension ExifDirectory {
  /// A date, with the offset from UTC that another tag gives it.
  fileprivate func date(_ tag: Tag, offset: Tag) -> WallClock? {
    var clock = text(tag).flatMap { WallClock($0) }
    clock?.utcOffsetMinutes = self.offset(offset)
    return clock
  }

  fileprivate func offset(_ tag: Tag) -> Int? {
    text(tag).flatMap(WallClock.utcOffset)
  }

  /// What the satellites' clock showed, which is UTC.
  fileprivate var satelliteTime: WallClock? {
    guard let day = text(.gpsDate).flatMap({ WallClock($0) }), let time = fractions(.gpsTime),
      time.count == 3, time[0] < 24, time[1] < 60, time[2] < 61
    else { return nil }
    var clock = day
    clock.seconds += Int64(time[0] * 3600 + time[1] * 60 + time[2])
    clock.utcOffsetMinutes = 0
    return clock
  }
}
