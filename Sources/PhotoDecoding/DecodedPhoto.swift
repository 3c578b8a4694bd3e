// SPDX-License-Identifier: MIT

/// A picture of interleaved red, green and blue bytes: upright, sRGB, without alpha.
package struct RGBImage: Sendable, Equatable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// `(height, width, 3)`, row by row from the top.
  package let pixels: [UInt8]

  /// Wraps pixels.
  ///
  /// - Parameters:
  ///   - width: Pixels in a row.
  ///   - height: Rows.
  ///   - pixels: `(height, width, 3)`.
  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      pixels.count == width * height * 3,
      "\(pixels.count) bytes for \(width)x\(height) pixels"
    )
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}

/// What one photo file holds, as far as Shoebox wants to know.
package struct DecodedPhoto: Sendable {
  /// The picture as the model sees it.
  package let image: RGBImage
  /// The whole picture, upright, its longer side at most ``thumbnailSide`` pixels; nil if none was asked for.
  package let thumbnail: RGBImage?
  /// What the file says about the picture.
  package let metadata: PhotoMetadata

  /// The most pixels of a thumbnail's longer side.
  package static let thumbnailSide = 320
}
