// SPDX-License-Identifier: MIT

#if _endian(big)
#error("vector files are mapped as they are, so they need a little-endian processor")
#endif

extension UnsafeRawBufferPointer {
  /// The little-endian integer at a byte offset, which need not be aligned.
  func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int,
    as type: Integer.Type = Integer.self
  ) -> Integer {
    Integer(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Writes an integer in little-endian order at a byte offset, which need not be aligned.
  func store(_ integer: some FixedWidthInteger & BitwiseCopyable, at offset: Int) {
    storeBytes(of: integer.littleEndian, toByteOffset: offset, as: type(of: integer))
  }
}
