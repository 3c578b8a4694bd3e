// SPDX-License-Identifier: MIT

import Compute
import Synchronization

/// Gives codes to the rows of a file that holds vectors, identifiers and checksums.
struct CodedRows {
  let file: PartialFile
  let count: Int
  let coding: RowCoding

  /// Writes the index of every block.
  ///
  /// - Returns: The blocks' summaries.
  /// - Throws: `.full` or `.inputOutput`.
  func write(workers: Int) throws(VectorFileError) -> [BlockSummary] {
    let layout = coding.layout
    let blockCount = layout.blockCount(rows: count)
    let mapping: MappedFile
    do {
      mapping = try MappedFile(path: file.path)
    } catch {
      throw .writing(file.destination, errorNumber: error.errorNumber)
    }
    let written = Mutex<(summaries: [BlockSummary], failure: VectorFileError?)>(
      ([BlockSummary](repeating: BlockSummary(), count: blockCount), nil)
    )
    let (output, coding, count) = (file.file, coding, count)
    parallelFor(blockCount, workers: workers) { number in
      guard written.withLock({ $0.failure == nil }) else { return }
      do throws(VectorFileError) {
        let summary = try Self.write(number, of: mapping, to: output, coding, rowCount: count)
        written.withLock { $0.summaries[number] = summary }
      } catch {
        written.withLock { $0.failure = error }
      }
    }
    let result = written.withLock { $0 }
    if let failure = result.failure { throw failure }
    return result.summaries
  }

  private static func write(
    _ number: Int,
    of mapping: MappedFile,
    to output: OpenFile,
    _ coding: RowCoding,
    rowCount: Int
  ) throws(VectorFileError) -> BlockSummary {
    let layout = coding.layout
    let offset = layout.fileOffset(ofBlock: number)
    let rows = layout.rows(ofBlock: number, count: rowCount)
    let index = AlignedBuffer<UInt8>(count: layout.indexSize)
    defer { withExtendedLifetime((index, mapping)) {} }
    let bytes = UnsafeMutableRawBufferPointer(index.elements)
    bytes.copyMemory(
      from: UnsafeRawBufferPointer(rebasing: mapping.bytes[offset..<offset + layout.indexSize])
    )
    let vectors = UnsafeRawBufferPointer(rebasing: mapping.bytes[(offset + layout.indexSize)...])
    guard let start = bytes.baseAddress, let vectors = vectors.baseAddress else {
      preconditionFailure("a block without bytes")
    }
    coding.code(0..<rows, of: vectors.assumingMemoryBound(to: Float.self), into: start)
    let summary = BlockSummary(UnsafeRawPointer(start), rows: rows, layout: layout)
    try output.write(UnsafeRawBufferPointer(bytes), at: offset)
    return summary
  }
}
