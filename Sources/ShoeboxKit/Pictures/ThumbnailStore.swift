// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Foundation
import PhotoDecoding
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The thumbnails of a library: a cache, each a file that is named after the content of its photo.
///
/// ```
/// thumbnails/ab/abcd...     64 hexadecimal digits: the SHA-256 of the photo's file
/// ```
///
/// All of it may be deleted at any time. A thumbnail appears whole or not at all; several threads and processes may use
/// the store at once.
struct ThumbnailStore: Sendable {
  /// Made when the first thumbnail is stored.
  let folder: FilePath

  /// How thumbnails are written: `Documentation/Thumbnails.md` says why.
  private static let encoding = PictureEncoding.jpeg(quality: 75)
  private static let format = PictureFormat.jpeg

  /// Whether a thumbnail is worth its room.
  ///
  /// That of a photo which is no larger itself is made in hardly more time than it takes to be read.
  static func isWorthwhile(for photo: PhotoRecord) -> Bool {
    max(photo.pixelWidth, photo.pixelHeight) > DecodedPhoto.thumbnailSide
  }

  /// Makes a thumbnail's file.
  ///
  /// - Parameter picture: Of the right size.
  /// - Returns: The file, or nil if it cannot be encoded.
  static func encode(_ picture: RGBImage) -> EncodedPicture? {
    picture.encoded(as: encoding).map { EncodedPicture(bytes: $0, format: format) }
  }

  /// Whether there is a thumbnail.
  ///
  /// - Parameter contentHash: Of the photo, 32 bytes.
  /// - Returns: True also if it is not whole.
  func contains(_ contentHash: [UInt8]) -> Bool {
    path(contentHash).status != nil
  }

  /// A thumbnail.
  ///
  /// - Parameter contentHash: Of the photo, 32 bytes.
  /// - Returns: The file, or nil if there is none that is whole.
  func read(_ contentHash: [UInt8]) -> EncodedPicture? {
    guard let data = FileManager.default.contents(atPath: path(contentHash).string) else {
      return nil
    }
    // A power cut may leave the name without all of the content: from the first marker of a JPEG to the last.
    guard data.starts(with: [0xFF, 0xD8]), data.suffix(2).elementsEqual([0xFF, 0xD9]) else {
      return nil
    }
    return EncodedPicture(bytes: [UInt8](data), format: Self.format)
  }

  /// Stores a thumbnail.
  ///
  /// It is not made durable: what a power cut takes is made again.
  ///
  /// - Parameters:
  ///   - picture: The file.
  ///   - contentHash: Of the photo, 32 bytes.
  /// - Throws: `Errno`; nothing is left behind then.
  func write(_ picture: EncodedPicture, for contentHash: [UInt8]) throws {
    let target = path(contentHash)
    let partial = FilePath("\(target).\(UInt64.random(in: 0 ... .max))")
    let descriptor: FileDescriptor
    do {
      descriptor = try Self.create(partial)
    } catch Errno.noSuchFileOrDirectory {
      try target.removingLastComponent().create()
      descriptor = try Self.create(partial)
    }
    do {
      _ = try descriptor.closeAfter { try descriptor.writeAll(picture.bytes) }
      let status = partial.withPlatformString { source in
        target.withPlatformString { rename(source, $0) }
      }
      if status != 0 { throw Errno.last }
    } catch {
      remove(partial)
      throw error
    }
  }

  /// Where a thumbnail lies, or would.
  func path(_ contentHash: [UInt8]) -> FilePath {
    let name = contentHash.hexadecimal
    return folder.appending(String(name.prefix(2))).appending(name)
  }

  /// Removes a file of the store, if it is there.
  func remove(_ path: FilePath) {
    _ = path.withPlatformString { unlink($0) }
  }

  /// Makes a file for its owner alone.
  private static func create(_ path: FilePath) throws -> FileDescriptor {
    try FileDescriptor.open(
      path,
      .writeOnly,
      options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
      permissions: .ownerReadWrite
    )
  }
}
