// SPDX-License-Identifier: MIT

import Catalog
import Compute
import PhotoDecoding
import SystemPackage

extension PhotoContent {
  /// Reads the first file of a photo that still shows what was indexed.
  ///
  /// - Parameter details: The photo.
  /// - Returns: The content; nil if no file is there, or all have been changed since.
  static func of(_ details: PhotoDetails) -> PhotoContent? {
    for file in details.files {
      let path = FilePath(bytes: file.absolutePath)
      // Before all of it is read: a file of another size cannot have the content.
      guard path.status?.stamp.size == details.record.byteCount else { continue }
      if case .content(let content) = read(path, limits: .standard),
        content.hash == details.record.contentHash
      {
        return content
      }
    }
    return nil
  }

  /// Decodes the content for people to look at.
  ///
  /// - Parameters:
  ///   - record: What the catalogue says of it.
  ///   - longSide: The most pixels of the longer side.
  /// - Returns: The picture.
  /// - Throws: ``ShoeboxError`` `.badInput`.
  func rendition(of record: PhotoRecord, longSide: Int) throws(ShoeboxError) -> RGBImage {
    var limits = DecodingLimits.standard
    // It was indexed under a limit that its user chose.
    limits.maximumPixelCount = max(
      limits.maximumPixelCount,
      record.pixelWidth * record.pixelHeight
    )
    defer { PhotoDecoder.finishThread() }
    do {
      return try PhotoDecoder(limits: limits).rendition(
        UnsafeRawBufferPointer(bytes.elements),
        longSide: longSide
      )
    } catch {
      throw ShoeboxError(.badInput, "The photo cannot be decoded: \(error.description)")
    }
  }
}
