// SPDX-License-Identifier: MIT

import Compute

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension VectorFile {
  /// Opens the table as it was last written.
  ///
  /// Only the file of state is read, and checked as a whole. Rows are mapped, and checked when they are first used.
  ///
  /// - Parameter known: A table of an earlier opening. Blocks that are still the same are taken from it, with the
  ///   knowledge that they are undamaged.
  /// - Returns: The table.
  /// - Throws: `VectorFileError`: `.absent`, `.stale`, `.damaged`, or `.inputOutput` if it may not be read.
  /// - Complexity: O(blocks), microseconds.
  package func open(reusing known: VectorTable? = nil) throws(VectorFileError) -> VectorTable {
    for _ in 0..<4 {
      if let table = try openOnce(reusing: known) { return table }
      // A new file of rows was put in place between the two: its state follows.
    }
    throw .stale(path, "its rows are not those that \(statePath) describes")
  }

  /// - Returns: Nil if the two files do not belong together.
  private func openOnce(reusing known: VectorTable?) throws(VectorFileError) -> VectorTable? {
    let state = try readState()
    if state.fingerprint != identity.fingerprintBytes {
      throw .stale(path, "another model made its vectors")
    }
    let layout = state.layout
    if layout.dimension != identity.dimension {
      throw .stale(
        path,
        "its vectors have \(layout.dimension) dimensions instead of \(identity.dimension)"
      )
    }
    let knownBlocks = known.map { reusableBlocks(of: $0, for: state) } ?? []
    var mapping: MappedFile?
    var blocks: [VectorBlock] = []
    blocks.reserveCapacity(state.summaries.count)
    for (number, summary) in state.summaries.enumerated() {
      let rows = layout.rows(ofBlock: number, count: state.live.rowCount)
      if number < knownBlocks.count, knownBlocks[number].rows == rows,
        knownBlocks[number].summary == summary
      {
        blocks.append(knownBlocks[number])
        continue
      }
      let file: MappedFile
      if let mapping {
        file = mapping
      } else {
        file = try map(path)
        guard try isFile(file, of: state) else { return nil }
        mapping = file
      }
      blocks.append(block(number, of: file, rows: rows, summary: summary, layout: layout))
    }
    if blocks.isEmpty, try !isFile(map(path), of: state) { return nil }
    return VectorTable(
      identity: identity,
      generation: state.generation,
      layout: layout,
      centre: state.centre,
      blocks: blocks,
      live: state.live,
      runs: state.runs,
      origin: VectorTable.Origin(path: path, incarnation: state.incarnation)
    )
  }

  private func readState() throws(VectorFileError) -> TableState {
    let file = try map(statePath)
    defer { withExtendedLifetime(file) {} }
    return try TableState(file.bytes, path: statePath)
  }

  /// The blocks of an earlier opening, if they are of the same file.
  private func reusableBlocks(of known: VectorTable, for state: TableState) -> [VectorBlock] {
    guard known.origin.incarnation == state.incarnation, known.layout == state.layout,
      known.centre == state.centre
    else { return [] }
    // Each opening of a file that has grown adds a mapping of all of it. Addresses are plenty, but not without end.
    return Set(known.blocks.map(\.memory)).count < Self.mappingLimit ? known.blocks : []
  }

  private static var mappingLimit: Int { 64 }

  /// Whether a file is the one that a state describes.
  ///
  /// - Throws: `.damaged` if it is that one, but too short, or if it is none at all.
  private func isFile(_ file: MappedFile, of state: TableState) throws(VectorFileError) -> Bool {
    defer { withExtendedLifetime(file) {} }
    let header = try RowFileHeader(file.bytes, path: path)
    guard header == RowFileHeader(incarnation: state.incarnation, layout: state.layout) else {
      return false
    }
    guard let size = state.layout.fileSize(blocks: state.summaries.count),
      file.bytes.count >= size
    else { throw .damaged(path, "it is shorter than its state announces") }
    return true
  }

  private func block(
    _ number: Int,
    of file: MappedFile,
    rows: Int,
    summary: BlockSummary,
    layout: BlockLayout
  ) -> VectorBlock {
    let offset = layout.fileOffset(ofBlock: number)
    let bytes = UnsafeRawBufferPointer(
      rebasing: file.bytes[offset..<offset + layout.blockSize]
    )
    guard let start = bytes.baseAddress else { preconditionFailure("a block without bytes") }
    return VectorBlock(
      start,
      owner: file,
      rows: rows,
      layout: layout,
      summary: summary,
      isTrusted: false
    )
  }

  private func map(_ path: String) throws(VectorFileError) -> MappedFile {
    do {
      return try MappedFile(path: path)
    } catch  where error.isAbsence {
      throw VectorFileError(.absent, "There is no vector file \(path).")
    } catch  where error.isAboutKind {
      throw .damaged(path, "it is not a regular file")
    } catch {
      throw VectorFileError(.inputOutput, "The vector file \(error)")
    }
  }
}

extension MappedFileError {
  /// Whether there is something of that name that is not a file: a folder, a fifo, a socket.
  fileprivate var isAboutKind: Bool {
    [EISDIR, EINVAL, ENXIO].contains(errorNumber)
  }
}
