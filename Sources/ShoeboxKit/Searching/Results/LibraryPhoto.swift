// SPDX-License-Identifier: MIT

public import SystemPackage

/// What the library knows of a photo, and where it lies.
public struct LibraryPhoto: Sendable, Equatable {
  /// The photo's number in its library; never used for another one.
  public let photo: Int64
  /// SHA-256 of the file: 32 bytes.
  public let contentHash: [UInt8]
  /// The size of the file.
  public let byteCount: Int64
  /// The format by content: `jpeg`, `heif`, `png`, ...
  public let format: String
  /// Where the photo lies.
  public let path: FilePath
  /// The library's folder that `path` lies in.
  public let folder: FilePath
  /// Where exact copies of it lie.
  public let copies: [FilePath]
  /// When it was taken, as far as the file or, failing that, its last change says.
  public let takenAt: PhotoDate?
  /// Width and height in pixels, upright.
  public let pixelWidth, pixelHeight: Int
  /// Degrees north and east, if the photo says so.
  public let latitude, longitude: Double?
  /// Metres above sea level, if the photo says so.
  public let altitude: Double?
  /// The camera as it names itself.
  public let camera: String?
  /// The lens as it names itself.
  public let lens: String?
  /// The picture's average colour as 0xRRGGBB, once it is known.
  public let colour: UInt32?

  /// The first 16 hexadecimal digits of the content hash: another content has another version.
  public var version: String {
    let digits = Array("0123456789abcdef")
    return String(contentHash.prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
