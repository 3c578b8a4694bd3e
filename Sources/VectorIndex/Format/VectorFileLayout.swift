// SPDX-License-Identifier: MIT

/// Where the blocks of a vector file lie, and where the parts of a block lie.
///
/// All offsets and sizes count bytes.
struct VectorFileLayout: Sendable, Equatable {
  /// Dimensions a file may have: 65,536 is far above any embedding and keeps every product small.
  static let dimensions = 1...65_536

  /// Rows a full block may have.
  static let rowsPerBlock = rowMultiple...65_536

  /// Rows of a full block come in sixteens, so that 4-byte floats make blocks of whole cache lines.
  static let rowMultiple = 16

  /// How many floats a row has, E.
  let dimension: Int

  /// How many rows each block has, the last one excepted, R.
  let rowsPerBlock: Int

  /// Describes a file, or returns nil if there can be no such file.
  init?(dimension: Int, rowsPerBlock: Int) {
    guard
      Self.dimensions.contains(dimension),
      Self.rowsPerBlock.contains(rowsPerBlock),
      rowsPerBlock.isMultiple(of: Self.rowMultiple)
    else { return nil }
    self.dimension = dimension
    self.rowsPerBlock = rowsPerBlock
  }
}

// MARK: - Inside a block

extension VectorFileLayout {
  /// Where in a block the identifiers of some of its rows lie.
  func identifiers(_ rows: Range<Int>) -> Range<Int> {
    let size = MemoryLayout<Int64>.size
    let start = VectorFileBlock.headerSize
    return start + rows.lowerBound * size..<start + rows.upperBound * size
  }

  /// Where in a block the vectors of some of its rows lie.
  func vectors(_ rows: Range<Int>) -> Range<Int> {
    let size = dimension * MemoryLayout<Float>.size
    let start = identifiers(0..<rowsPerBlock).upperBound
    return start + rows.lowerBound * size..<start + rows.upperBound * size
  }

  /// The size of a block with `rows` rows: room for R identifiers, but only for its own vectors.
  func blockSize(rows: Int) -> Int { vectors(0..<rows).upperBound }

  /// The size of a full block, a multiple of 64.
  var blockSize: Int { blockSize(rows: rowsPerBlock) }
}

// MARK: - The blocks of a file

extension VectorFileLayout {
  /// Where a block begins.
  func blockOffset(_ block: Int) -> Int { VectorFileHeader.size + block * blockSize }

  /// How many blocks hold `count` rows.
  func blockCount(rows count: Int) -> Int {
    let (full, rest) = count.quotientAndRemainder(dividingBy: rowsPerBlock)
    return full + (rest == 0 ? 0 : 1)
  }

  /// The rows of one block of a file of `count` rows.
  func rows(ofBlock block: Int, count: Int) -> Range<Int> {
    let first = block * rowsPerBlock
    return first..<min(first + rowsPerBlock, count)
  }

  /// The size of a file of `count` rows, or nil if it has no 64-bit size.
  func fileSize(rows count: Int) -> Int? {
    let (full, rest) = count.quotientAndRemainder(dividingBy: rowsPerBlock)
    let (blocks, overflows) = full.multipliedReportingOverflow(by: blockSize)
    guard !overflows else { return nil }
    let ends = VectorFileHeader.size + (rest == 0 ? 0 : blockSize(rows: rest))
    let (size, exceeds) = blocks.addingReportingOverflow(ends)
    return exceeds ? nil : size
  }
}
