// SPDX-License-Identifier: MIT

import Compute

/// The first bytes of the file of rows.
///
/// They never change: what grows is told by the file of state.
///
/// ```
/// offset  size
///      0     8  magic: 89 53 42 56 0D 0A 1A 0A  ("\x89SBV\r\n\x1A\n")
///      8     4  version: 2
///     12     4  CRC-32C of bytes 0..<12, then 16..<64
///     16     8  incarnation: the generation of the catalogue that the file was begun with, signed
///     24     4  dimension of a row, E
///     28     4  rows per block, R
///     32    32  zero
///     64  4032  zero; blocks begin at 4096
/// ```
///
/// Every version keeps the first 16 bytes and what they mean, so that any reader can tell a file that is newer from one
/// that is damaged.
struct RowFileHeader: Sendable, Equatable {
  /// Where the first block begins: behind the page of the header.
  static let size = 4096

  private static let magic: [UInt8] = [0x89, 0x53, 0x42, 0x56, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let codedSize = 64

  /// Tells this file from others of its name.
  let incarnation: Int64
  let layout: BlockLayout

  init(incarnation: Int64, layout: BlockLayout) {
    self.incarnation = incarnation
    self.layout = layout
  }

  /// Reads the header at the front of a file.
  ///
  /// - Throws: `.damaged` if no writer wrote these bytes, `.stale` if a writer of another version did.
  init(_ bytes: UnsafeRawBufferPointer, path: String) throws(VectorFileError) {
    try FilePreamble.check(bytes, magic: Self.magic, size: Self.codedSize, path: path)
    guard
      let layout = BlockLayout(
        dimension: Int(bytes.integer(at: 24, as: UInt32.self)),
        rowsPerBlock: Int(bytes.integer(at: 28, as: UInt32.self))
      )
    else { throw .damaged(path, "its header announces impossible blocks") }
    self.init(incarnation: bytes.integer(at: 16), layout: layout)
  }

  /// Writes the header.
  ///
  /// - Parameter bytes: Room for ``size`` zeros.
  func encode(into bytes: UnsafeMutableRawBufferPointer) {
    bytes.store(incarnation, at: 16)
    bytes.store(UInt32(layout.dimension), at: 24)
    bytes.store(UInt32(layout.rowsPerBlock), at: 28)
    FilePreamble.seal(bytes, magic: Self.magic, size: Self.codedSize)
  }
}

/// What both files of a table begin with: magic, version, and a checksum over a given number of bytes.
enum FilePreamble {
  static let size = 16
  private static let version: UInt32 = 2

  /// Checks the beginning of a file of any length.
  static func check(
    _ bytes: UnsafeRawBufferPointer,
    magic: [UInt8],
    size: Int,
    path: String
  ) throws(VectorFileError) {
    guard bytes.count >= Self.size, bytes.starts(with: magic) else {
      throw .damaged(path, "it does not begin as such a file does")
    }
    let found = bytes.integer(at: 8, as: UInt32.self)
    guard bytes.count >= size, bytes.integer(at: 12) == checksum(bytes, size: size) else {
      // Version 1 had another checksum here; what is left of it must not be called damaged.
      if found == 1 { throw .stale(path, "its format has version 1") }
      throw .damaged(path, "the checksum of its header does not agree")
    }
    guard found == version else {
      throw .stale(path, "its format has version \(found), this program reads \(version)")
    }
  }

  /// Completes the first `size` bytes of a file.
  static func seal(_ bytes: UnsafeMutableRawBufferPointer, magic: [UInt8], size: Int) {
    bytes.copyBytes(from: magic)
    bytes.store(version, at: 8)
    bytes.store(checksum(UnsafeRawBufferPointer(bytes), size: size), at: 12)
  }

  private static func checksum(_ bytes: UnsafeRawBufferPointer, size: Int) -> UInt32 {
    let front = crc32c(UnsafeRawBufferPointer(rebasing: bytes[..<12]))
    return crc32c(UnsafeRawBufferPointer(rebasing: bytes[Self.size..<size]), continuing: front)
  }
}
