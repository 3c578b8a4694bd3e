// SPDX-License-Identifier: MIT

import Foundation

/// The parts of a zip archive as bytes, the lowest first.
struct ZipBytes: Sendable {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ more: [UInt8]) { bytes += more }

  mutating func add16(_ number: UInt16) { add(number) }

  mutating func add32(_ number: UInt32) { add(number) }

  mutating func add64(_ number: UInt64) { add(number) }

  private mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  /// A time as MS-DOS has it, in UTC, since nobody says otherwise: 4.4.6.
  mutating func add(time: Date) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: time)
    let year = min(max(parts.year ?? 1980, 1980), 2107)
    add16(UInt16((parts.hour ?? 0) << 11 | (parts.minute ?? 0) << 5 | (parts.second ?? 0) / 2))
    add16(UInt16((year - 1980) << 9 | (parts.month ?? 1) << 5 | (parts.day ?? 1)))
  }

  /// A file of the directory: 4.3.12, with the sizes that need it in 64 bits: 4.5.3.
  mutating func add(_ entry: ZipLayout.Entry, at offset: UInt64, checksum: UInt32) {
    var large = ZipBytes()
    if entry.isLarge {
      large.add64(entry.size)
      large.add64(entry.size)
    }
    if offset >= UInt32.max { large.add64(offset) }
    add32(0x0201_4B50)
    add16(3 << 8 | 45)
    add16(large.bytes.isEmpty ? 20 : 45)
    add16(0x0808)
    add16(0)
    add(time: entry.modified)
    add32(checksum)
    for _ in 0..<2 { add32(entry.isLarge ? .max : UInt32(entry.size)) }
    add16(UInt16(entry.name.utf8.count))
    add16(large.bytes.isEmpty ? 0 : UInt16(large.bytes.count + 4))
    for _ in 0..<3 { add16(0) }
    // A regular file that its owner may write and everybody read.
    add32(0o100644 << 16)
    add32(offset >= UInt32.max ? .max : UInt32(offset))
    add(Array(entry.name.utf8))
    if !large.bytes.isEmpty {
      add16(1)
      add16(UInt16(large.bytes.count))
      add(large.bytes)
    }
  }

  /// Where a large directory lies: 4.3.14 and 4.3.15.
  mutating func addLargeEnd(count: UInt64, size: UInt64, start: UInt64) {
    add32(0x0606_4B50)
    add64(44)
    add16(3 << 8 | 45)
    add16(45)
    add32(0)
    add32(0)
    add64(count)
    add64(count)
    add64(size)
    add64(start)
    add32(0x0706_4B50)
    add32(0)
    add64(start + size)
    add32(1)
  }
}
