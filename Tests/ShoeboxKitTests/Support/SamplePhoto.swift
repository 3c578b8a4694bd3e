// SPDX-License-Identifier: MIT

/// A small picture that a test makes: coloured squares, other ones for every seed.
struct SamplePhoto {
  /// Which picture.
  let seed: Int
  var width = 24
  var height = 24
  /// Text that goes into the file and not into the picture.
  var comment = ""

  /// The picture as a PNG file.
  func png() -> [UInt8] {
    let header = bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]
    let text = comment.isEmpty ? [] : chunk("tEXt", Array("Comment\0\(comment)".utf8))
    return PNG.signature + chunk("IHDR", header) + text + chunk("IDAT", PNG.zlib(rows()))
      + chunk("IEND", [])
  }

  /// The rows of the picture, each behind the byte of its filter.
  private func rows() -> [UInt8] {
    var generator = SeededGenerator(UInt64(seed) &+ 1)
    let side = 8
    let colours = (0..<4 * 4 * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return (0..<height).flatMap { y -> [UInt8] in
      [0]
        + (0..<width).flatMap { x -> ArraySlice<UInt8> in
          let square = (y / side % 4 * 4 + x / side % 4) * 3
          return colours[square..<square + 3]
        }
    }
  }

  private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return bigEndian(data.count) + content + bigEndian(Int(PNG.checksum(content)))
  }

  private func bigEndian(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }
}

/// What a PNG file is made of.
///
/// - Source: ISO/IEC 15948; RFC 1950 and 1951.
enum PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Data that is stored and not compressed.
  static func zlib(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = data[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let (low, high) = (UInt8(block.count & 0xFF), UInt8(block.count >> 8))
      stream += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + block
    } while !rest.isEmpty
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    let sum = b << 16 | a
    return stream + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) }
  }

  /// CRC-32.
  static func checksum(_ data: [UInt8]) -> UInt32 {
    ~data.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
      }
    }
  }
}
