// SPDX-License-Identifier: MIT

/// A picture that Shoebox has made of a photo, as a file in memory.
///
/// Upright, in sRGB, on white where the photo is transparent, and without the photo's metadata: it says neither where nor when.
public struct EncodedPicture: Sendable, Equatable {
  /// The file.
  public let bytes: [UInt8]
  /// What it is.
  public let format: PictureFormat

  /// As in a `Content-Type` header.
  public var mediaType: String { format.mediaType }
}
