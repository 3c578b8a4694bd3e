// SPDX-License-Identifier: MIT

/// Bytes that are not trusted, with little-endian numbers among them.
struct LittleEndianBytes {
  private let bytes: UnsafeRawBufferPointer

  /// Borrows bytes, which must outlive this value.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// How many bytes there are.
  var count: Int { bytes.count }

  /// The number at a place; `nil` if not all of it is there.
  func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type,
    at offset: Int
  ) -> Number? {
    guard offset >= 0, offset <= bytes.count - MemoryLayout<Number>.size else { return nil }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  /// The number at a place, where it can be an offset or a length; `nil` if it cannot.
  func offset<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type,
    at offset: Int
  ) -> Int? {
    number(type, at: offset).flatMap { Int(exactly: $0) }
  }

  /// Some of the bytes; `nil` if not all of them are there.
  func slice(at offset: Int, count: Int) -> UnsafeRawBufferPointer? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
      return nil
    }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }
}
