// SPDX-License-Identifier: MIT

/// Where a photo was taken.
struct GPSPosition: Equatable {
  /// Degrees north, -90...90.
  let latitude: Double
  /// Degrees east, -180...180.
  let longitude: Double
  /// Metres above the sea.
  let altitude: Double?

  /// From the bottom of the deepest mine to where airliners end.
  static let altitudes = -5000.0...30_000

  /// Reads an EXIF GPS directory.
  ///
  /// Nil without a fix: where numbers are missing, 0/0 or beyond the globe, where the hemisphere is
  /// not named, and at 0°, 0°, which is what receivers say that see no satellite.
  init?(_ directory: ExifDirectory) {
    guard
      let latitude = Self.degrees(directory, .latitude, .latitudeReference, "N", "S"),
      let longitude = Self.degrees(directory, .longitude, .longitudeReference, "E", "W"),
      abs(latitude) <= 90, abs(longitude) <= 180, latitude != 0 || longitude != 0
    else { return nil }
    self.latitude = latitude
    self.longitude = longitude
    let height = directory.fractions(.altitude)?.first
    let altitude = height.map { directory.byte(.altitudeReference) == 1 ? -$0 : $0 }
    self.altitude = altitude.flatMap { Self.altitudes.contains($0) ? $0 : nil }
  }

  /// Degrees, minutes and seconds, of which the latter two may be missing.
  private static func degrees(
    _ directory: ExifDirectory,
    _ tag: ExifDirectory.Tag,
    _ reference: ExifDirectory.Tag,
    _ positive: String,
    _ negative: String
  ) -> Double? {
    guard let parts = directory.fractions(tag), let name = directory.text(reference)?.uppercased(),
      name.hasPrefix(positive) || name.hasPrefix(negative)
    else { return nil }
    let units = [1.0, 60, 3600]
    let degrees = zip(parts, units).reduce(0) { $0 + $1.0 / $1.1 }
    return name.hasPrefix(negative) ? -degrees : degrees
  }
}
