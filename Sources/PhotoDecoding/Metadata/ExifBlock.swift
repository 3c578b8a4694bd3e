// SPDX-License-Identifier: MIT

/// Bytes in which numbers are found by offset, in the byte order that the block declares.
struct ExifBlock {
  private let bytes: UnsafeRawBufferPointer
  private let isBigEndian: Bool

  /// Reads the byte order: "II" or "MM", then 42.
  init?(_ bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x49, 0x49, 0x2A, 0x00]) {
      isBigEndian = false
    } else if bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) {
      isBigEndian = true
    } else {
      return nil
    }
    self.bytes = bytes
  }

  /// Whether `count` bytes from `offset` on lie inside.
  func contains(_ offset: Int, _ count: Int) -> Bool {
    offset >= 0 && count >= 0 && offset <= bytes.count && count <= bytes.count - offset
  }

  /// Two bytes as a number, or nil outside.
  func short(at offset: Int) -> Int? {
    guard contains(offset, 2) else { return nil }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
    return Int(isBigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value))
  }

  /// Four bytes as a number, or nil outside.
  func long(at offset: Int) -> Int? {
    guard contains(offset, 4) else { return nil }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return Int(isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value))
  }

  /// `count` bytes from `offset` on; none if they do not lie inside.
  func bytes(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
    contains(offset, count)
      ? UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
      : UnsafeRawBufferPointer(start: nil, count: 0)
  }
}
