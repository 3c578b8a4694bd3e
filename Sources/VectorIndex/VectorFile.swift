// SPDX-License-Identifier: MIT

import Compute

/// The vectors of all searchable photos in one memory-mapped file, ready to be compared with a query.
///
/// The file is a cache: everything in it comes from the catalogue and can be written again at any time. Its bytes never
/// change once it is open, because writers replace a file and never write into one. Copies share one mapping, which
/// lives as long as any of them.
///
/// `Documentation/VectorFile.md` describes the format.
package struct VectorFile: Sendable {
  /// How many photos there are.
  package let count: Int

  let layout: VectorFileLayout
  private let file: MappedFile

  /// Takes over a mapping whose size is that of `count` rows.
  init(_ file: MappedFile, layout: VectorFileLayout, count: Int) {
    self.file = file
    self.layout = layout
    self.count = count
  }

  /// How many floats a vector has, E.
  package var dimension: Int { layout.dimension }

  /// The photo of a row.
  ///
  /// - Parameter row: 0..<count; rows are in ascending order of identifiers.
  /// - Returns: Its identifier in the catalogue.
  package func identifier(at row: Int) -> Int64 {
    precondition(0..<count ~= row, "row \(row) of \(count)")
    let (block, index) = row.quotientAndRemainder(dividingBy: layout.rowsPerBlock)
    return self.block(block).identifiers[index]
  }

  /// The vector of a row: (E) floats in the mapping.
  ///
  /// - Parameter row: 0..<count.
  /// - Returns: Memory that is valid as long as this value, or a copy of it, lives.
  package func vector(at row: Int) -> UnsafeBufferPointer<Float> {
    precondition(0..<count ~= row, "row \(row) of \(count)")
    let (block, index) = row.quotientAndRemainder(dividingBy: layout.rowsPerBlock)
    let start = index * dimension
    return UnsafeBufferPointer(rebasing: self.block(block).vectors[start..<start + dimension])
  }

  var blockCount: Int { layout.blockCount(rows: count) }

  /// One block, in 0..<blockCount.
  func block(_ number: Int) -> VectorFileBlock {
    let rows = layout.rows(ofBlock: number, count: count)
    let start = layout.blockOffset(number)
    let bytes = file.bytes[start..<start + layout.blockSize(rows: rows.count)]
    return VectorFileBlock(UnsafeRawBufferPointer(rebasing: bytes), rows: rows, layout: layout)
  }
}
