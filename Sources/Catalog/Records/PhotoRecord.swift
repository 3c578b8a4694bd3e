// SPDX-License-Identifier: MIT

/// What is known of a photo's content, apart from its vectors.
package struct PhotoRecord: Sendable, Equatable {
  /// SHA-256 of the file's bytes: 32 bytes.
  package var contentHash: [UInt8]
  package var byteCount: Int64
  /// Width of the upright picture, at least 1.
  package var pixelWidth: Int
  /// Height of the upright picture, at least 1.
  package var pixelHeight: Int
  /// "jpeg", "heif", ...; not empty.
  package var format: String
  package var takenAt: TakenAt?
  /// Degrees north, -90...90; known exactly when `longitude` is.
  package var latitude: Double?
  /// Degrees east, -180...180.
  package var longitude: Double?
  /// Metres above sea level.
  package var altitude: Double?
  package var cameraMake: String?
  package var cameraModel: String?
  package var lensModel: String?
  /// The average colour, 0xRRGGBB in sRGB; `nil` until the photo was decoded by a version that looks.
  package var colour: UInt32?
  /// The difference hash of the whole upright picture; `nil` until it was decoded by a version that looks.
  ///
  /// Its bits compare neighbours: the fewer differ between two photos, the more alike they look.
  package var perceptualHash: UInt64?

  package init(
    contentHash: [UInt8],
    byteCount: Int64,
    pixelWidth: Int,
    pixelHeight: Int,
    format: String,
    takenAt: TakenAt? = nil,
    latitude: Double? = nil,
    longitude: Double? = nil,
    altitude: Double? = nil,
    cameraMake: String? = nil,
    cameraModel: String? = nil,
    lensModel: String? = nil,
    colour: UInt32? = nil,
    perceptualHash: UInt64? = nil
  ) {
    self.contentHash = contentHash
    self.byteCount = byteCount
    self.pixelWidth = pixelWidth
    self.pixelHeight = pixelHeight
    self.format = format
    self.takenAt = takenAt
    self.latitude = latitude
    self.longitude = longitude
    self.altitude = altitude
    self.cameraMake = cameraMake
    self.cameraModel = cameraModel
    self.lensModel = lensModel
    self.colour = colour
    self.perceptualHash = perceptualHash
  }

  /// When a photo was taken.
  package struct TakenAt: Sendable, Equatable {
    /// Seconds from 1970 to the local wall clock's time, as if that were UTC.
    package var wallClockSeconds: Int64
    /// Minutes that the wall clock was ahead of UTC, -1080...1080, or `nil` if not known.
    package var utcOffsetMinutes: Int?
    package var source: Source

    package init(wallClockSeconds: Int64, utcOffsetMinutes: Int? = nil, source: Source) {
      self.wallClockSeconds = wallClockSeconds
      self.utcOffsetMinutes = utcOffsetMinutes
      self.source = source
    }

    /// Where the time was found.
    ///
    /// The raw values are stored.
    package enum Source: String, Sendable, CaseIterable {
      case exifOriginal = "exif-original"
      case exifDigitized = "exif-digitized"
      case exifModified = "exif-modified"
      case gps
      case xmp
      case iptc
      /// The file's time of modification: a guess.
      case file
    }
  }
}
