// SPDX-License-Identifier: MIT

extension PhotoRecord {
  /// Leaves out the metadata that no catalogue takes, so that a camera's nonsense costs nobody a
  /// photo: a place off the globe, an offset beyond 18 hours, a number that is none, empty names.
  var plausible: PhotoRecord {
    var record = self
    if let offset = takenAt?.utcOffsetMinutes, !(-1080...1080).contains(offset) {
      record.takenAt?.utcOffsetMinutes = nil
    }
    if !(-90.0...90.0).contains(latitude ?? .nan) || !(-180.0...180.0).contains(longitude ?? .nan) {
      record.latitude = nil
      record.longitude = nil
    }
    if altitude?.isFinite == false { record.altitude = nil }
    record.cameraMake = cameraMake.flatMap(Self.plausibleName)
    record.cameraModel = cameraModel.flatMap(Self.plausibleName)
    record.lensModel = lensModel.flatMap(Self.plausibleName)
    if colour ?? 0 > 0xFF_FFFF { record.colour = nil }
    return record
  }

  /// This record with the metadata that it lacks taken from `other`, a reading of the same content.
  ///
  /// A time read from the picture also replaces one that was guessed from the file.
  func completed(from other: PhotoRecord) -> PhotoRecord {
    var record = self
    if takenAt == nil || takenAt?.source == .file && other.takenAt?.source != .file {
      record.takenAt = other.takenAt ?? takenAt
    }
    if latitude == nil {
      record.latitude = other.latitude
      record.longitude = other.longitude
    }
    record.altitude = altitude ?? other.altitude
    record.cameraMake = cameraMake ?? other.cameraMake
    record.cameraModel = cameraModel ?? other.cameraModel
    record.lensModel = lensModel ?? other.lensModel
    record.colour = colour ?? other.colour
    record.perceptualHash = perceptualHash ?? other.perceptualHash
    return record
  }

  private static func plausibleName(_ name: String) -> String? {
    // SQLite ends a text at a NUL.
    name.isEmpty || name.utf8.contains(0) ? nil : name
  }
}
