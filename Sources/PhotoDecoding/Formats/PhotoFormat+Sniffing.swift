// SPDX-License-Identifier: MIT

extension PhotoFormat {
  /// Recognises a picture by its first bytes.
  ///
  /// Strict where a signature is short enough to begin a text: what is recognised here goes to a
  /// decoder.
  ///
  /// - Parameter head: The first 64 bytes of the file, or all of a shorter one; more are not looked
  ///   at.
  /// - Returns: The format, or nil if it is none that is read.
  package static func sniff(_ head: UnsafeRawBufferPointer) -> PhotoFormat? {
    let head = Head(bytes: UnsafeRawBufferPointer(rebasing: head.prefix(64)))
    for (format, signature) in signatures where head.begins(with: signature) {
      return format
    }
    if head.begins(with: Array("RIFF".utf8)), head.has("WEBP", at: 8) { return .webp }
    return isoMedia(head) ?? bitmap(head) ?? netpbm(head) ?? icon(head)
  }

  private static let signatures: [(PhotoFormat, [UInt8])] = [
    (.jpeg, [0xFF, 0xD8, 0xFF]),
    (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    (.gif, Array("GIF87a".utf8)),
    (.gif, Array("GIF89a".utf8)),
    (.tiff, [0x49, 0x49, 0x2A, 0x00]),
    (.tiff, [0x4D, 0x4D, 0x00, 0x2A]),
    (.tiff, [0x49, 0x49, 0x2B, 0x00, 0x08, 0x00]),  // BigTIFF: offsets of eight bytes
    (.tiff, [0x4D, 0x4D, 0x00, 0x2B, 0x00, 0x08]),
    (.jpegXL, [0xFF, 0x0A]),
    (.jpegXL, [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A]),
    (.jpeg2000, [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]),
    (.jpeg2000, [0xFF, 0x4F, 0xFF, 0x51]),
    (.radiance, Array("#?RADIANCE\n".utf8)),
    (.radiance, Array("#?RGBE\n".utf8)),
    (.photoshop, Array("8BPS".utf8) + [0, 1]),
    (.photoshop, Array("8BPS".utf8) + [0, 2]),
  ]

  /// HEIF and AVIF, told from the films that share their container by the brands they declare.
  ///
  /// - Source: ISO/IEC 14496-12 (`ftyp`), 23008-12 and AV1 Image File Format (brands).
  private static func isoMedia(_ head: Head) -> PhotoFormat? {
    guard head.has("ftyp", at: 4), let major = head.fourCharacters(at: 8) else { return nil }
    switch major {
    case "avif", "avis": return .avif
    case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs": return .heif
    case "mif1", "msf1", "miaf":
      // Only "a picture": the codec is among the compatible brands.
      let brands = stride(from: 16, to: min(head.bigEndian32(at: 0) ?? 0, 64), by: 4)
        .compactMap(head.fourCharacters)
      return brands.contains("avif") || brands.contains("avis") ? .avif : .heif
    default: return nil
    }
  }

  /// "BM", and the size of a header that exists.
  private static func bitmap(_ head: Head) -> PhotoFormat? {
    guard head.has("BM", at: 0), let headerSize = head.littleEndian32(at: 14) else { return nil }
    return [12, 16, 40, 52, 56, 64, 108, 124].contains(headerSize) ? .bmp : nil
  }

  /// One of "P1" to "P6", "PF" or "Pf", then white space and a number or a comment.
  private static func netpbm(_ head: Head) -> PhotoFormat? {
    guard head.has("P", at: 0), let kind = head[1], Array("123456Ff".utf8).contains(kind),
      let space = head[2], isSpace(space)
    else { return nil }
    let next = (3..<64).lazy.compactMap { head[$0] }.first { !isSpace($0) }
    guard let next, (0x30...0x39).contains(next) || next == UInt8(ascii: "#") else { return nil }
    return .netpbm
  }

  /// A directory of 1 to 255 icons, the first with its reserved byte empty.
  private static func icon(_ head: Head) -> PhotoFormat? {
    guard head.begins(with: [0, 0, 1, 0]), let count = head[4], count > 0, head[5] == 0,
      head[9] == 0
    else { return nil }
    return .icon
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

/// The first bytes of a file, of which any may be missing.
private struct Head {
  let bytes: UnsafeRawBufferPointer

  subscript(offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

  func begins(with signature: [UInt8]) -> Bool { bytes.starts(with: signature) }

  func has(_ text: StaticString, at offset: Int) -> Bool {
    text.withUTF8Buffer { bytes.dropFirst(offset).starts(with: $0) }
  }

  func fourCharacters(at offset: Int) -> String? {
    guard offset + 4 <= bytes.count else { return nil }
    return String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
  }

  func littleEndian32(at offset: Int) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    return Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  func bigEndian32(at offset: Int) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    return Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }
}
