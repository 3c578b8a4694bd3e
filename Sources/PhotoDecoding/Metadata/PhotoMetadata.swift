// SPDX-License-Identifier: MIT

/// What a photo file says about its picture.
package struct PhotoMetadata: Sendable, Equatable {
  /// Pixels in a row of the picture in full size, upright.
  package var pixelWidth: Int
  /// Rows of the picture in full size, upright.
  package var pixelHeight: Int
  /// When the picture was taken, as far as the file knows.
  package var takenAt: TakenAt?
  /// Degrees north of the equator, -90...90, never without a longitude.
  package var latitude: Double?
  /// Degrees east of Greenwich, -180...180, never without a latitude.
  package var longitude: Double?
  /// Metres above the sea.
  package var altitude: Double?
  /// Who made the camera.
  package var cameraMake: String?
  /// Which camera it was.
  package var cameraModel: String?
  /// Which lens it had.
  package var lensModel: String?
  /// What the picture is stored as: the raw value of a `PhotoFormat`.
  package var format: String

  /// Collects what is known.
  ///
  /// - Parameters:
  ///   - pixelWidth: Pixels in a row, upright.
  ///   - pixelHeight: Rows, upright.
  ///   - format: What the picture is stored as.
  package init(pixelWidth: Int, pixelHeight: Int, format: String) {
    self.pixelWidth = pixelWidth
    self.pixelHeight = pixelHeight
    self.format = format
  }
}
