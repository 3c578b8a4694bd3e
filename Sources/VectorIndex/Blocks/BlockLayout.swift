// SPDX-License-Identifier: MIT

import Compute

/// Where the parts of a block of rows lie, in memory as in the file.
///
/// All offsets and sizes count bytes.
///
/// ```
///                       for each of the block's R rows
/// codes                 W bytes    the vector less the centre, in steps of the row's scale; 128 is zero
/// scales                4          the step, f32
/// residuals             4          a bound on the length of what the codes leave out, f32
/// lengths               4          a bound on the length of what the codes say, f32
/// checksums             4          CRC-32C of the row's vector
/// identifiers           8          the photo, signed
/// vectors               4·E        f32
/// ```
///
/// W is E rounded up to a multiple of 64. A scan reads codes and scales only; all parts but the vectors together are the
/// block's index, which has one checksum.
struct BlockLayout: Sendable, Equatable {
  /// Dimensions a block may have: 65,536 is far above any embedding and keeps every product small.
  static let dimensions = 1...65_536

  /// Rows a block may have: multiples of the 64 bits of a word of a `RowSet`.
  static let rowsPerBlock = rowMultiple...65_536
  static let rowMultiple = 64

  /// The parts of a block, in their order.
  enum Part: Int, CaseIterable {
    case codes, scales, residuals, lengths, checksums, identifiers, vectors

    /// What the checksum of the index covers.
    static let index = allCases.dropLast()
  }

  /// How many floats a vector has, E.
  let dimension: Int

  /// How many rows a block has room for, R.
  let rowsPerBlock: Int

  /// How many codes a row has, W.
  let width: Int

  /// Describes blocks, or returns nil if there can be no such blocks.
  init?(dimension: Int, rowsPerBlock: Int) {
    guard
      Self.dimensions.contains(dimension),
      Self.rowsPerBlock.contains(rowsPerBlock),
      rowsPerBlock.isMultiple(of: Self.rowMultiple)
    else { return nil }
    self.dimension = dimension
    self.rowsPerBlock = rowsPerBlock
    width = (dimension + 63) / 64 * 64
  }

  /// The layout where the caller does not choose: 256 KiB of codes, which fit the nearest cache of a core.
  init?(dimension: Int) {
    guard Self.dimensions.contains(dimension) else { return nil }
    let rows = (1 << 18) / dimension / Self.rowMultiple * Self.rowMultiple
    self.init(dimension: dimension, rowsPerBlock: min(max(rows, Self.rowMultiple), 4096))
  }
}

// MARK: - Inside a block

extension BlockLayout {
  /// The size of one row's share of a part.
  func stride(of part: Part) -> Int {
    switch part {
    case .codes: width
    case .scales, .residuals, .lengths, .checksums: 4
    case .identifiers: 8
    case .vectors: 4 * dimension
    }
  }

  /// Where in a block a part begins: a multiple of 64.
  func offset(of part: Part) -> Int {
    Part.allCases[..<part.rawValue].reduce(0) { $0 + rowsPerBlock * stride(of: $1) }
  }

  /// Where in a block some rows of a part lie.
  func range(of part: Part, rows: Range<Int>) -> Range<Int> {
    let start = offset(of: part)
    let stride = stride(of: part)
    return start + rows.lowerBound * stride..<start + rows.upperBound * stride
  }

  /// The size of a block's index, which precedes its vectors.
  var indexSize: Int { offset(of: .vectors) }

  /// The size of a block.
  var blockSize: Int { indexSize + rowsPerBlock * stride(of: .vectors) }

  /// The checksum of the index of a block.
  ///
  /// - Parameters:
  ///   - start: The block's memory.
  ///   - rows: How many of its rows are in use; the room behind them does not count.
  /// - Returns: The CRC-32C of the parts of these rows, one part after another.
  func indexChecksum(_ start: UnsafeRawPointer, rows: Int) -> UInt32 {
    Part.index.reduce(0) { checksum, part in
      let range = range(of: part, rows: 0..<rows)
      let bytes = UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count)
      return crc32c(bytes, continuing: checksum)
    }
  }
}

// MARK: - The blocks of a file

extension BlockLayout {
  /// Where in a file a block begins.
  func fileOffset(ofBlock block: Int) -> Int { RowFileHeader.size + block * blockSize }

  /// How many blocks hold `count` rows.
  func blockCount(rows count: Int) -> Int {
    let (full, rest) = count.quotientAndRemainder(dividingBy: rowsPerBlock)
    return full + (rest == 0 ? 0 : 1)
  }

  /// How many rows a block of a file of `count` rows holds.
  func rows(ofBlock block: Int, count: Int) -> Int {
    min(rowsPerBlock, count - block * rowsPerBlock)
  }

  /// The size of a file of so many blocks, or nil if it has no 64-bit size.
  func fileSize(blocks: Int) -> Int? {
    let (size, overflows) = blocks.multipliedReportingOverflow(by: blockSize)
    let (whole, exceeds) = size.addingReportingOverflow(RowFileHeader.size)
    return overflows || exceeds ? nil : whole
  }
}
