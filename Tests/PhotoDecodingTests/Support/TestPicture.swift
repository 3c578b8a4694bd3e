// SPDX-License-Identifier: MIT

import CVips
import Compute
import PhotoDecoding
import Testing

/// A picture made in memory, and its way into a file of any format.
struct TestPicture {
  var width: Int
  var height: Int
  /// Those of the colour, and perhaps one for alpha.
  var channels = 3
  /// Bits a channel: 8 or 16.
  var depth = 8
  var colour = SB_VIPS_RGB
  /// `(height, width, channels)`.
  var values: [Int]

  /// A picture whose pixels are computed one by one.
  init(
    _ width: Int,
    _ height: Int,
    channels: Int = 3,
    depth: Int = 8,
    colour: sb_vips_colour = SB_VIPS_RGB,
    pixel: (_ x: Int, _ y: Int) -> [Int]
  ) {
    (self.width, self.height, self.channels) = (width, height, channels)
    (self.depth, self.colour) = (depth, colour)
    values = (0..<height).flatMap { y in (0..<width).flatMap { x in pixel(x, y) } }
    precondition(values.count == width * height * channels)
  }

  /// A picture of one colour.
  init(
    _ width: Int,
    _ height: Int,
    depth: Int = 8,
    colour: sb_vips_colour = SB_VIPS_RGB,
    _ pixel: [Int]
  ) {
    self.init(width, height, channels: pixel.count, depth: depth, colour: colour) { _, _ in pixel }
  }

  /// Colours that tell left from right and top from bottom, with fine structure.
  static func scene(_ width: Int, _ height: Int) -> TestPicture {
    TestPicture(width, height) { x, y in
      let texture = (x * 7 + y * 13) % 32
      return [x * 200 / width + texture, y * 200 / height + texture, (x + y) % 64 * 3]
    }
  }

  /// Turns a picture so that, stored with an orientation, it looks like the original.
  ///
  /// - Source: The table of EXIF 2.32, tag 0x0112: where the visual top and left sides are stored.
  func stored(as orientation: Int) -> TestPicture {
    let swaps = orientation >= 5
    return TestPicture(swaps ? height : width, swaps ? width : height) { column, row in
      let (x, y) =
        switch orientation {
        case 2: (width - 1 - column, row)
        case 3: (width - 1 - column, height - 1 - row)
        case 4: (column, height - 1 - row)
        case 5: (row, column)
        case 6: (width - 1 - row, column)
        case 7: (width - 1 - row, height - 1 - column)
        case 8: (row, height - 1 - column)
        default: (column, row)
        }
      let start = (y * width + x) * 3
      return Array(values[start..<start + 3])
    }
  }

  /// The file, in a format named with libvips's options, like ".png[bitdepth=1]".
  func encoded(_ suffix: String, orientation: Int = 1) throws -> [UInt8] {
    depth == 16
      ? try encode(values.map { UInt16($0) }, suffix, orientation)
      : try encode(values.map { UInt8($0) }, suffix, orientation)
  }

  private func encode<Value>(_ values: [Value], _ suffix: String, _ orientation: Int) throws
    -> [UInt8]
  {
    try values.withUnsafeBytes { bytes in
      var pixels = sb_vips_pixels(
        pixels: bytes.baseAddress,
        width: Int32(width),
        height: Int32(height),
        channels: Int32(channels),
        depth: Int32(depth),
        colour: colour,
        orientation: Int32(orientation)
      )
      var file: UnsafeMutableRawPointer?
      var size = 0
      let succeeded = sb_vips_encode(&pixels, suffix, &file, &size)
      defer { sb_vips_free(file) }
      try #require(succeeded, "libvips cannot write \(suffix)")
      return Array(UnsafeRawBufferPointer(start: file, count: size))
    }
  }
}

/// Decodes a file in memory.
func decode(
  _ file: [UInt8],
  side: Int = 32,
  fit: Framing.Fit = .cropCentre,
  filter: ResampleFilter = .bicubic,
  limits: DecodingLimits = .standard
) throws -> DecodedPhoto {
  let framing = Framing(side: side, fit: fit, filter: filter)
  return try file.withUnsafeBytes { try PhotoDecoder(limits: limits).decode($0, framing: framing) }
}

/// The thumbnail that is made while a file is decoded for a model.
func thumbnail(
  _ file: [UInt8],
  side: Int = 32,
  fit: Framing.Fit = .cropCentre
) throws -> RGBImage {
  let framing = Framing(side: side, fit: fit, filter: .bicubic)
  let photo = try file.withUnsafeBytes {
    try PhotoDecoder().decode($0, framing: framing, makesThumbnail: true)
  }
  return try #require(photo.thumbnail)
}

/// A file made a picture for people.
func rendition(_ file: [UInt8], longSide: Int = 320) throws -> RGBImage {
  try file.withUnsafeBytes { try PhotoDecoder().rendition($0, longSide: longSide) }
}

/// What a file fails with, or nil if it does not.
func failure(_ file: [UInt8], limits: DecodingLimits = .standard) -> DecodingError? {
  do {
    _ = try decode(file, limits: limits)
    return nil
  } catch {
    return error as? DecodingError
  }
}

extension RGBImage {
  /// One pixel.
  subscript(x: Int, y: Int) -> [Int] {
    let start = (y * width + x) * 3
    return pixels[start..<start + 3].map { Int($0) }
  }

  /// The pixel in the middle.
  var middle: [Int] { self[width / 2, height / 2] }

  /// Mean and largest difference between two pictures, in steps of 1/255.
  func difference(from other: RGBImage) -> (mean: Double, largest: Int) {
    difference(from: other.pixels)
  }

  /// Mean and largest difference from the pixels of another picture of the same size.
  func difference(from other: [UInt8]) -> (mean: Double, largest: Int) {
    guard pixels.count == other.count else { return (.infinity, 255) }
    let differences = zip(pixels, other).map { abs(Int($0) - Int($1)) }
    return (
      Double(differences.reduce(0, +)) / Double(differences.count), differences.max() ?? 0
    )
  }
}

/// Whether every value is within `tolerance` of what is expected.
func isClose(_ actual: [Int], _ expected: [Int], _ tolerance: Int) -> Bool {
  actual.count == expected.count && zip(actual, expected).allSatisfy { abs($0 - $1) <= tolerance }
}
