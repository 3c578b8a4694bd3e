// SPDX-License-Identifier: MIT

import Compute

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension VectorFileLock {
  /// Writes what an edit has added to the table that lies in the file.
  ///
  /// Rows are written behind those that the state knows of, and then the state is replaced: a reader, or the next writer
  /// after a crash, sees the one table or the other. Nothing is forced to the disk. What a crash of the system loses is
  /// noticed by its checksum.
  ///
  /// - Parameters:
  ///   - edited: The edited table.
  ///   - base: The table it was made of, as it was opened under this lock.
  /// - Returns: The edited table, with its rows mapped.
  /// - Throws: `VectorFileError`: `.full` or `.inputOutput`, and the file is then as it was; `.stale` if `base` is not
  ///   what lies there; what opening throws.
  /// - Complexity: O(added rows · E + rows / 8).
  package func commit(
    _ edited: VectorTable,
    of base: VectorTable
  ) throws(VectorFileError) -> VectorTable {
    let present = try file.open(reusing: base)
    guard let incarnation = present.origin.incarnation, incarnation == edited.origin.incarnation,
      present.generation == base.generation, present.live == base.live
    else { throw .stale(file.path, "it is not the one that was changed") }
    let layout = base.layout
    guard let size = layout.fileSize(blocks: edited.blocks.count) else {
      throw .invalid(file.path, "no file has \(edited.rowCount) rows")
    }
    if edited.rowCount > base.rowCount {
      let rows = try OpenFile(file.path, flags: O_RDWR)
      if edited.blocks.count > base.blocks.count { try rows.resize(to: size) }
      for number in base.rowCount / layout.rowsPerBlock..<edited.blocks.count {
        let old = number < base.blocks.count ? base.blocks[number].rows : 0
        try write(old..<edited.blocks[number].rows, ofBlock: number, of: edited, to: rows)
      }
    }
    let state = TableState(
      fingerprint: try file.fingerprint(),
      generation: edited.generation,
      incarnation: incarnation,
      layout: layout,
      centre: edited.centre,
      runs: edited.runs,
      summaries: edited.blocks.map(\.summary),
      live: edited.live
    )
    try partialState(state).replaceDestination()
    return try file.open(reusing: base)
  }

  private func write(
    _ rows: Range<Int>,
    ofBlock number: Int,
    of table: VectorTable,
    to output: OpenFile
  ) throws(VectorFileError) {
    let block = table.blocks[number]
    defer { withExtendedLifetime(block) {} }
    let start = table.layout.fileOffset(ofBlock: number)
    for part in BlockLayout.Part.allCases {
      let range = table.layout.range(of: part, rows: rows)
      let bytes = UnsafeRawBufferPointer(rebasing: block.bytes[range])
      try output.write(bytes, at: start + range.lowerBound)
    }
  }

  /// Writes a file of state, ready to take its place.
  func partialState(_ state: TableState) throws(VectorFileError) -> PartialFile {
    let partial = try PartialFile(replacing: file.statePath)
    let bytes = state.encoded()
    defer { withExtendedLifetime(bytes) {} }
    try partial.write(UnsafeRawBufferPointer(bytes.elements), at: 0)
    return partial
  }
}
