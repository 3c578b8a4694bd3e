// SPDX-License-Identifier: MIT

/// When a picture was taken, by the clock on the wall where it was taken.
package struct TakenAt: Sendable, Equatable {
  /// Where a date came from, the more trustworthy the earlier in this list.
  package enum Source: String, Sendable {
    /// EXIF `DateTimeOriginal`.
    case exifOriginal = "exif-original"
    /// An XMP property.
    case xmp
    /// IPTC `DateCreated`.
    case iptc
    /// EXIF `DateTimeDigitized`: of a scan, the day of scanning.
    case exifDigitized = "exif-digitized"
    /// The satellites' clock: UTC.
    case gps
    /// EXIF `DateTime`: often the last change by an editor.
    case exifModified = "exif-modified"
    /// The file's own date. Nothing here makes such a one.
    case file
  }

  /// Seconds from 1970-01-01 00:00 to what the clock showed, both read as if they were UTC.
  package var wallClockSeconds: Int64
  /// How far that clock was ahead of UTC, where that is known.
  package var utcOffsetMinutes: Int?
  /// Where the date came from.
  package var source: Source

  /// Wraps a date.
  ///
  /// - Parameters:
  ///   - wallClockSeconds: What the clock showed.
  ///   - utcOffsetMinutes: How far it was ahead of UTC.
  ///   - source: Where the date came from.
  package init(wallClockSeconds: Int64, utcOffsetMinutes: Int?, source: Source) {
    self.wallClockSeconds = wallClockSeconds
    self.utcOffsetMinutes = utcOffsetMinutes
    self.source = source
  }
}
