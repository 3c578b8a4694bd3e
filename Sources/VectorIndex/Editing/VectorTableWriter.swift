// SPDX-License-Identifier: MIT

import Compute

/// Takes the rows of a new file, one after another, and holds one block of them at a time.
///
/// The rows are coded when all of them are there and their mean is known.
package struct VectorTableWriter: ~Copyable {
  /// How many rows were appended.
  package private(set) var count = 0

  private let file: PartialFile
  private var output: ChunkedOutput
  private let empty: VectorTable
  /// The block that is being filled.
  private var block: BlockImage
  private var mean: MeanVector
  private var lastIdentifier: Int64?
  /// The write that failed: what was in its block is lost, so no later row may follow.
  private var failure: VectorFileError?

  init(_ file: PartialFile, of empty: VectorTable) {
    self.file = file
    self.empty = empty
    output = ChunkedOutput(file, leavingRoom: RowFileHeader.size)
    block = BlockImage(layout: empty.layout)
    mean = MeanVector(dimension: empty.dimension)
  }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - identifier: The photo; greater than that of the row before.
  ///   - vector: Its vector: (E) finite floats, which need not have length 1.
  /// - Throws: `VectorFileError`: `.invalid` if the row cannot be taken, which leaves the writer as it was; `.full` or
  ///   `.inputOutput` if the file cannot be written.
  package mutating func append(
    identifier: Int64,
    vector: UnsafeBufferPointer<Float>
  ) throws(VectorFileError) {
    if let failure { throw failure }
    try empty.check(vector, of: identifier)
    if let lastIdentifier, identifier <= lastIdentifier {
      throw .invalid(file.destination, "photo \(identifier) comes after photo \(lastIdentifier)")
    }
    block.append(identifier, vector)
    lastIdentifier = identifier
    count += 1
    if block.isFull { try writeBlock() }
  }

  /// Writes what is left, codes all rows, and writes the header.
  ///
  /// - Returns: What the file of state must say.
  mutating func finish(
    generation: Int64,
    fingerprint: [UInt8],
    workers: Int
  ) throws(VectorFileError) -> TableState {
    if let failure { throw failure }
    if block.count > 0 { try writeBlock() }
    try output.flush()
    let layout = empty.layout
    let blockCount = layout.blockCount(rows: count)
    guard let size = layout.fileSize(blocks: blockCount) else {
      throw .invalid(file.destination, "no file has \(count) rows")
    }
    try file.resize(to: size)
    let header = AlignedBuffer<UInt8>(count: RowFileHeader.size)
    defer { withExtendedLifetime(header) {} }
    RowFileHeader(incarnation: generation, layout: layout)
      .encode(into: UnsafeMutableRawBufferPointer(header.elements))
    try file.write(UnsafeRawBufferPointer(header.elements), at: 0)
    let coding = RowCoding(layout: layout, centre: mean.centre)
    let rows = CodedRows(file: file, count: count, coding: coding)
    var live = RowSet(rowCount: 0)
    for _ in 0..<count { live.append(isMember: true) }
    return TableState(
      fingerprint: fingerprint,
      generation: generation,
      incarnation: generation,
      layout: layout,
      centre: coding.centre,
      runs: count == 0 ? [] : [0],
      summaries: try rows.write(workers: workers),
      live: live
    )
  }

  private mutating func writeBlock() throws(VectorFileError) {
    let layout = empty.layout
    mean.add(block.vectors)
    do {
      let used = layout.range(of: .vectors, rows: 0..<block.count).upperBound
      try output.append(UnsafeRawBufferPointer(rebasing: block.bytes[..<used]))
    } catch {
      failure = error
      throw error
    }
    // Not the same memory: the room behind the rows of the last block must be zeros.
    block = BlockImage(layout: layout)
  }
}
