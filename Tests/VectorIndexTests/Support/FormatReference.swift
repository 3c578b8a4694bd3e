// SPDX-License-Identifier: MIT

/// A vector file made from `Documentation/VectorFile.md` alone, sharing no code with the writer.
struct FormatReference {
  var version: UInt32 = 1
  var fingerprint = [UInt8](repeating: 0xAA, count: 32)
  var generation: Int64 = 1
  /// What the header says; nil for the truth.
  var announcedCount: UInt64?
  var dimension = 2
  var rowsPerBlock = 16
  /// The blocks in the order in which they are written, each with the number it claims.
  var blocks: [(number: UInt64, rows: [(identifier: Int64, vector: [Float])])] = []

  /// The file.
  var bytes: [UInt8] {
    blocks.reduce(into: header) { file, block in
      var bytes = littleEndian(UInt32(block.rows.count)) + littleEndian(block.number)
      bytes += [UInt8](repeating: 0, count: 48)
      for slot in 0..<rowsPerBlock {
        bytes += littleEndian(slot < block.rows.count ? block.rows[slot].identifier : 0)
      }
      for row in block.rows {
        bytes += row.vector.flatMap { littleEndian($0.bitPattern) }
      }
      file += littleEndian(Self.crc32c(bytes)) + bytes
    }
  }

  private var header: [UInt8] {
    let count = announcedCount ?? UInt64(blocks.map(\.rows.count).reduce(0, +))
    let front: [UInt8] = [0x89, 0x53, 0x42, 0x56, 0x0D, 0x0A, 0x1A, 0x0A] + littleEndian(version)
    var rest = fingerprint + littleEndian(generation) + littleEndian(count)
    rest += littleEndian(UInt32(dimension)) + littleEndian(UInt32(rowsPerBlock))
    rest += [UInt8](repeating: 0, count: 56)
    return front + littleEndian(Self.crc32c(front + rest)) + rest
  }

  private func littleEndian(_ integer: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: integer.littleEndian) { Array($0) }
  }

  /// CRC-32C, bit by bit (RFC 3720, appendix B.4: polynomial 0x1EDC6F41, reflected).
  static func crc32c(_ bytes: [UInt8]) -> UInt32 {
    var state = UInt32.max
    for byte in bytes {
      state ^= UInt32(byte)
      for _ in 0..<8 {
        state = state & 1 == 0 ? state >> 1 : (state >> 1) ^ 0x82F6_3B78
      }
    }
    return ~state
  }
}
