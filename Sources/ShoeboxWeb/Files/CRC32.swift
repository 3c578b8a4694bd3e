// SPDX-License-Identifier: MIT

/// The checksum of zip archives.
///
/// - Source: ISO 3309, as in APPNOTE.TXT section 4.4.7. Eight bytes at a time: Kounavis and Berry, "A Systematic Approach
///   to Building High Performance, Software-based, CRC Generators", 2005.
package struct CRC32: Sendable {
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      tables[byte] = (0..<8).reduce(UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
      }
    }
    for index in 256..<8 * 256 {
      let last = tables[index - 256]
      tables[index] = last >> 8 ^ tables[Int(last & 0xFF)]
    }
    return tables
  }()

  private var sum: UInt32 = 0xFFFF_FFFF

  /// The checksum of nothing.
  package init() {}

  /// The checksum of what was added.
  package var value: UInt32 { ~sum }

  /// Takes in more bytes.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var sum = sum
    Self.tables.withUnsafeBufferPointer { table in
      var offset = 0
      while offset + 8 <= bytes.count {
        let word = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        )
        let mixed = word ^ UInt64(sum)
        sum = 0
        for lane in 0..<8 {
          sum ^=
            table[(7 - lane) * 256 + Int(truncatingIfNeeded: mixed >> (8 * UInt64(lane)) & 0xFF)]
        }
        offset += 8
      }
      while offset < bytes.count {
        sum = sum >> 8 ^ table[Int((sum ^ UInt32(bytes[offset])) & 0xFF)]
        offset += 1
      }
    }
    self.sum = sum
  }
}
