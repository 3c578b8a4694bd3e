// SPDX-License-Identifier: MIT

/// What tells whether two photos are shots of the same moment.
package struct PhotoAppearance: Sendable, Equatable {
  /// The difference hash of the picture.
  package var perceptualHash: UInt64?
  /// When it was taken: seconds from 1970 to the wall clock's time, as if that were UTC.
  package var wallClockSeconds: Int64?
  /// Whether the picture itself says when it was taken, and not only its file.
  package var isTimeFromPicture: Bool
  /// The camera's make and model.
  package var camera: String?
  /// The average colour, 0xRRGGBB.
  package var colour: UInt32?

  package init(
    perceptualHash: UInt64? = nil,
    wallClockSeconds: Int64? = nil,
    isTimeFromPicture: Bool = false,
    camera: String? = nil,
    colour: UInt32? = nil
  ) {
    self.perceptualHash = perceptualHash
    self.wallClockSeconds = wallClockSeconds
    self.isTimeFromPicture = isTimeFromPicture
    self.camera = camera
    self.colour = colour
  }
}
