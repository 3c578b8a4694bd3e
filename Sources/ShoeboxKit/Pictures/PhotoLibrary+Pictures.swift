// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import PhotoDecoding

/// What photos look like: pictures for people, made on demand.
///
/// All of it may be called by any number of threads at once. Pictures that take much memory to decode wait for each
/// other. Only content that the library knows is given out: a file that has been changed since it was indexed is not.
extension PhotoLibrary {
  /// How long the longer side of a rendition may be.
  public static let renditionSides = 16...4096

  /// A small picture of a photo, its longer side at most 320 pixels.
  ///
  /// It comes from the library's cache. If it is not there, it is made from a file of the photo and stored; if it cannot
  /// be stored, as on a full disk, it is given out all the same.
  ///
  /// - Parameter photo: The photo's number in the library.
  /// - Returns: The picture; nil if there is no such photo, or neither a thumbnail nor an unchanged file of it.
  /// - Throws: The catalogue's error if it cannot be read; ``ShoeboxError`` `.badInput` if the file cannot be decoded here.
  /// - Complexity: Less than a tenth of a millisecond from the cache.
  public func thumbnail(of photo: Int64) throws -> EncodedPicture? {
    guard let details = try details(of: photo) else { return nil }
    let record = details.record
    if let stored = thumbnails.read(record.contentHash) { return stored }
    guard let content = PhotoContent.of(details) else { return nil }
    let picture = try content.rendition(of: record, longSide: DecodedPhoto.thumbnailSide)
    guard let thumbnail = ThumbnailStore.encode(picture) else { throw Self.cannotEncode(.jpeg) }
    // Neither a full disk nor a catalogue that is busy or read-only keeps the picture from who asks for it.
    if ThumbnailStore.isWorthwhile(for: record) {
      try? thumbnails.write(thumbnail, for: record.contentHash)
    }
    if record.colour == nil || record.perceptualHash == nil {
      let appearance = Appearance(of: picture)
      try? catalog.complete(
        details.id,
        colour: appearance.colour,
        perceptualHash: appearance.perceptualHash
      )
    }
    return thumbnail
  }

  /// A picture of a photo at a size for looking at, whatever format the photo has.
  ///
  /// It is made anew at every call: decoded, turned upright, converted to sRGB and encoded.
  ///
  /// - Parameters:
  ///   - photo: The photo's number in the library.
  ///   - longSide: The most pixels of the longer side; one of ``renditionSides``. A smaller photo keeps its size, and a
  ///     larger one may come out up to 3 % smaller.
  ///   - format: The format wanted.
  /// - Returns: The picture; nil if there is no such photo, or no unchanged file of it.
  /// - Throws: ``ShoeboxError``: `.usage` for a size out of bounds, `.badInput` if the file cannot be decoded here; the
  ///   catalogue's error if it cannot be read.
  /// - Complexity: Some 75 ms for 2,048 pixels of a 12-megapixel JPEG on one core, as JPEG.
  public func rendition(
    of photo: Int64,
    longSide: Int,
    as format: PictureFormat
  ) throws -> EncodedPicture? {
    guard Self.renditionSides.contains(longSide) else {
      throw ShoeboxError(
        .usage,
        """
        A picture cannot be made \(longSide) pixels long. Ask for \(Self.renditionSides.lowerBound) to \
        \(Self.renditionSides.upperBound).
        """
      )
    }
    guard let details = try details(of: photo), let content = PhotoContent.of(details) else {
      return nil
    }
    let picture = try content.rendition(of: details.record, longSide: longSide)
    guard let bytes = picture.encoded(as: format.encoding) else { throw Self.cannotEncode(format) }
    return EncodedPicture(bytes: bytes, format: format)
  }

  /// A photo's own file, if one lies in a folder of the library now and is what was indexed.
  ///
  /// A file whose size or time of change is another one than when it was indexed is read to see whether its content is.
  ///
  /// - Parameter photo: The photo's number in the library.
  /// - Returns: The file; nil if there is no such photo, or no unchanged file of it.
  /// - Throws: The catalogue's error if it cannot be read.
  public func original(of photo: Int64) throws -> OriginalFile? {
    guard let details = try details(of: photo) else { return nil }
    return details.files.lazy.compactMap { OriginalFile($0, showing: details.record) }.first
  }

  /// A photo that is visible: a file of it was there at the last run.
  private func details(of photo: Int64) throws -> PhotoDetails? {
    let id = PhotoID(rawValue: photo)
    guard let details = try catalog.photos([id])[id], !details.files.isEmpty else { return nil }
    return details
  }

  private static func cannotEncode(_ format: PictureFormat) -> ShoeboxError {
    ShoeboxError(
      .inputOutput,
      "The installed libvips cannot write \(format.mediaType). Install one that can."
    )
  }
}

extension PictureFormat {
  /// For looking at in full: hardly told from the original.
  fileprivate var encoding: PictureEncoding {
    switch self {
    case .jpeg: .jpeg(quality: 85)
    case .webp: .webp(quality: 82)
    }
  }
}
