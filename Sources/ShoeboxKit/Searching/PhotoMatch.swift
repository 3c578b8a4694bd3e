// SPDX-License-Identifier: MIT

public import SystemPackage

/// A photo that a search found.
public struct PhotoMatch: Sendable, Equatable {
  /// The photo's number in its library.
  public let photo: Int64
  /// The cosine of the angle between query and photo, -1...1.
  ///
  /// Comparable within one search; its scale belongs to the model.
  public let similarity: Float
  /// Where the photo lies.
  public let path: FilePath
  /// Where exact copies of it lie.
  public let copies: [FilePath]
  /// When it was taken, as far as the file or, failing that, its last change says.
  public let takenAt: PhotoDate?
  /// Width and height in pixels, upright.
  public let pixelWidth, pixelHeight: Int
  /// Degrees north and east, if the photo says so.
  public let latitude, longitude: Double?
  /// The camera as it names itself.
  public let camera: String?
}
