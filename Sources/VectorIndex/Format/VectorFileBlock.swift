// SPDX-License-Identifier: MIT

import Compute

/// One block of a vector file, as it lies in memory: some rows, with a checksum of their own.
///
/// ```
/// offset  size
///      0     4  CRC-32C of the block's other bytes
///      4     4  rows in this block: 1...R
///      8     8  number of this block, from 0
///     16    48  zero
///     64   8·R  identifiers, signed, ascending; zero beyond the rows of this block
///  64+8·R       vectors: (rows, E) floats, contiguous
/// ```
struct VectorFileBlock {
  /// The size of what precedes the identifiers.
  static let headerSize = 64

  /// The row of the file that is this block's first.
  let firstRow: Int

  /// The photos' identifiers: (rows).
  let identifiers: UnsafeBufferPointer<Int64>

  /// Their vectors: (rows, E).
  let vectors: UnsafeBufferPointer<Float>

  private let bytes: UnsafeRawBufferPointer

  /// Finds the parts of a block.
  ///
  /// - Parameters:
  ///   - bytes: All of the block's bytes, aligned to 8; valid longer than this value.
  ///   - rows: The rows of the file that are here.
  ///   - layout: The file's layout.
  init(_ bytes: UnsafeRawBufferPointer, rows: Range<Int>, layout: VectorFileLayout) {
    let own = 0..<rows.count
    identifiers = UnsafeRawBufferPointer(rebasing: bytes[layout.identifiers(own)])
      .bindMemory(to: Int64.self)
    vectors = UnsafeRawBufferPointer(rebasing: bytes[layout.vectors(own)])
      .bindMemory(to: Float.self)
    self.bytes = bytes
    firstRow = rows.lowerBound
  }

  /// Whether the block is as it was written and stands where it belongs.
  ///
  /// - Parameter number: The block's number by its place in the file.
  /// - Returns: False for any block that a writer did not leave there.
  func isIntact(number: Int) -> Bool {
    bytes.integer(at: 0) == Self.checksum(bytes)
      && Int(bytes.integer(at: 4, as: UInt32.self)) == identifiers.count
      && bytes.integer(at: 8) == UInt64(number)
      && zip(identifiers, identifiers.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// Completes a block whose identifiers and vectors are in place.
  ///
  /// - Parameters:
  ///   - bytes: All of the block's bytes.
  ///   - number: The block's number.
  ///   - rows: How many rows it holds.
  static func seal(_ bytes: UnsafeMutableRawBufferPointer, number: Int, rows: Int) {
    bytes.store(UInt32(rows), at: 4)
    bytes.store(UInt64(number), at: 8)
    bytes.store(checksum(UnsafeRawBufferPointer(bytes)), at: 0)
  }

  private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    crc32c(UnsafeRawBufferPointer(rebasing: bytes[4...]))
  }
}
