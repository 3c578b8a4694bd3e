// SPDX-License-Identifier: MIT

/// One directory of an EXIF block, or of a TIFF file, which is built the same way: tags and their
/// values.
///
/// libvips hands out EXIF as text too, but that is made for display: it invents dates that are
/// missing, as libexif's repair does, and rounds. So the block is read here, every offset checked
/// against its end.
///
/// - Source: TIFF 6.0 section 2; EXIF 2.32 section 4.6.
struct ExifDirectory {
  /// A tag that says something about the picture.
  enum Tag: UInt16 {
    case make = 0x010F
    case model = 0x0110
    case modified = 0x0132
    case extraSamples = 0x0152
    case exifDirectory = 0x8769
    case gpsDirectory = 0x8825

    // In the EXIF directory.
    case original = 0x9003
    case digitized = 0x9004
    case modifiedOffset = 0x9010
    case originalOffset = 0x9011
    case digitizedOffset = 0x9012
    case lensModel = 0xA434

    // In the GPS directory.
    case latitudeReference = 0x0001
    case latitude = 0x0002
    case longitudeReference = 0x0003
    case longitude = 0x0004
    case altitudeReference = 0x0005
    case altitude = 0x0006
    case gpsTime = 0x0007
    case gpsDate = 0x001D
  }

  /// A tag's value: where it lies, and what it consists of.
  private struct Value {
    let type: UInt16
    let count: Int
    let offset: Int
  }

  private let block: ExifBlock
  private let values: [UInt16: Value]

  /// The most entries that are looked at; cameras write a few dozen.
  private static let maximumEntryCount = 1000

  /// The first directory of a block.
  ///
  /// - Parameter bytes: An EXIF block, with or without "Exif" at its front, or a TIFF file.
  init?(_ bytes: UnsafeRawBufferPointer) {
    let marker = Array("Exif".utf8) + [0, 0]
    let isMarked = bytes.starts(with: marker)
    let body = UnsafeRawBufferPointer(
      rebasing: isMarked ? bytes.dropFirst(marker.count) : bytes[...]
    )
    guard let block = ExifBlock(body), let offset = block.long(at: 4) else { return nil }
    self.init(block, at: offset)
  }

  private init?(_ block: ExifBlock, at offset: Int) {
    guard let count = block.short(at: offset) else { return nil }
    var values: [UInt16: Value] = [:]
    for index in 0..<min(count, Self.maximumEntryCount) {
      let entry = offset + 2 + 12 * index
      guard let tag = block.short(at: entry), let type = block.short(at: entry + 2),
        let count = block.long(at: entry + 4)
      else { break }
      guard let size = Self.elementSize(type) else { continue }
      // Values of up to four bytes lie in the entry itself. The count has 32 bits, so the product
      // cannot overflow.
      let place = size * count <= 4 ? entry + 8 : block.long(at: entry + 8)
      guard let place, block.contains(place, size * count), values[UInt16(tag)] == nil else {
        continue
      }
      values[UInt16(tag)] = Value(type: UInt16(type), count: count, offset: place)
    }
    self.block = block
    self.values = values
  }

  private static func elementSize(_ type: Int) -> Int? {
    switch type {
    case 1, 2, 6, 7: 1  // byte, ASCII, signed byte, undefined
    case 3, 8: 2  // short
    case 4, 9, 13: 4  // long, and the place of a directory
    case 5, 10: 8  // rational
    default: nil
    }
  }

  /// The directory that a tag points to.
  func directory(_ tag: Tag) -> ExifDirectory? {
    guard let value = values[tag.rawValue], [4, 13].contains(value.type), value.count == 1,
      let offset = block.long(at: value.offset)
    else { return nil }
    return ExifDirectory(block, at: offset)
  }

  /// A tag's text, presentable.
  func text(_ tag: Tag) -> String? {
    guard let value = values[tag.rawValue], [1, 2, 7].contains(value.type) else { return nil }
    return String(metadata: block.bytes(value.offset, value.count))
  }

  /// A tag's one byte.
  func byte(_ tag: Tag) -> UInt8? {
    guard let value = values[tag.rawValue], [1, 7].contains(value.type), value.count >= 1 else {
      return nil
    }
    return block.bytes(value.offset, 1).first
  }

  /// A tag's numbers of two bytes.
  func shorts(_ tag: Tag) -> [Int]? {
    guard let value = values[tag.rawValue], value.type == 3, (1...16).contains(value.count) else {
      return nil
    }
    return (0..<value.count).compactMap { block.short(at: value.offset + 2 * $0) }
  }

  /// A tag's fractions, nil where one of them has no value, like 0/0.
  func fractions(_ tag: Tag) -> [Double]? {
    guard let value = values[tag.rawValue], value.type == 5, (1...3).contains(value.count) else {
      return nil
    }
    var fractions: [Double] = []
    for index in 0..<value.count {
      guard let above = block.long(at: value.offset + 8 * index),
        let below = block.long(at: value.offset + 8 * index + 4), below > 0
      else { return nil }
      fractions.append(Double(above) / Double(below))
    }
    return fractions
  }
}
