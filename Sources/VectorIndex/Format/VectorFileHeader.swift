// SPDX-License-Identifier: MIT

import Compute

/// The first 128 bytes of a vector file.
///
/// ```
/// offset  size
///      0     8  magic: 89 53 42 56 0D 0A 1A 0A  ("\x89SBV\r\n\x1A\n")
///      8     4  version: 1
///     12     4  CRC-32C of the header's other bytes: 0..<12, then 16..<128
///     16    32  fingerprint of the model: SHA-256
///     48     8  generation of the catalogue, signed
///     56     8  count of rows
///     64     4  dimension of a row: 1...65,536
///     68     4  rows per block: 16...65,536, a multiple of 16
///     72    56  zero
/// ```
///
/// Every later version keeps the first 16 bytes and what they mean, so that any reader can tell a file that is newer
/// from one that is damaged.
struct VectorFileHeader: Sendable, Equatable {
  /// The size of the header in bytes.
  static let size = 128

  /// The size of a fingerprint in bytes.
  static let fingerprintSize = 32

  private static let magic: [UInt8] = [0x89, 0x53, 0x42, 0x56, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let version: UInt32 = 1

  /// The model's fingerprint, 32 bytes.
  let fingerprint: [UInt8]

  /// The catalogue's generation.
  let generation: Int64

  /// How many rows all blocks hold together.
  let count: Int

  /// How the blocks lie.
  let layout: VectorFileLayout

  /// Gathers a header to write.
  init(fingerprint: [UInt8], generation: Int64, count: Int, layout: VectorFileLayout) {
    self.fingerprint = fingerprint
    self.generation = generation
    self.count = count
    self.layout = layout
  }

  /// Reads the header at the front of a file.
  ///
  /// - Parameters:
  ///   - bytes: The file, of any length.
  ///   - path: Its name, for the message.
  /// - Throws: `.damaged` if no writer wrote these bytes, `.stale` if a writer of another version did.
  init(_ bytes: UnsafeRawBufferPointer, path: String) throws(VectorFileError) {
    guard bytes.count >= Self.size, bytes.starts(with: Self.magic) else {
      throw .damaged(path, "it does not begin as a vector file does")
    }
    let header = UnsafeRawBufferPointer(rebasing: bytes[..<Self.size])
    guard header.integer(at: 12) == Self.checksum(header) else {
      throw .damaged(path, "the checksum of its header does not agree")
    }
    let version = header.integer(at: 8, as: UInt32.self)
    guard version == Self.version else {
      throw .stale(path, "its format has version \(version), this program reads \(Self.version)")
    }
    guard
      let count = Int(exactly: header.integer(at: 56, as: UInt64.self)),
      let layout = VectorFileLayout(
        dimension: Int(header.integer(at: 64, as: UInt32.self)),
        rowsPerBlock: Int(header.integer(at: 68, as: UInt32.self))
      )
    else { throw .damaged(path, "its header announces an impossible size") }
    self.init(
      fingerprint: Array(header[16..<16 + Self.fingerprintSize]),
      generation: header.integer(at: 48),
      count: count,
      layout: layout
    )
  }

  /// Writes the header.
  ///
  /// - Parameter bytes: Room for exactly ``size`` bytes, overwritten.
  func encode(into bytes: UnsafeMutableRawBufferPointer) {
    precondition(bytes.count == Self.size, "a header of \(bytes.count) bytes")
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    bytes.copyBytes(from: Self.magic)
    bytes.store(Self.version, at: 8)
    UnsafeMutableRawBufferPointer(rebasing: bytes[16...]).copyBytes(from: fingerprint)
    bytes.store(generation, at: 48)
    bytes.store(UInt64(count), at: 56)
    bytes.store(UInt32(layout.dimension), at: 64)
    bytes.store(UInt32(layout.rowsPerBlock), at: 68)
    bytes.store(Self.checksum(UnsafeRawBufferPointer(bytes)), at: 12)
  }

  private static func checksum(_ header: UnsafeRawBufferPointer) -> UInt32 {
    let front = crc32c(UnsafeRawBufferPointer(rebasing: header[..<12]))
    return crc32c(UnsafeRawBufferPointer(rebasing: header[16...]), continuing: front)
  }
}
