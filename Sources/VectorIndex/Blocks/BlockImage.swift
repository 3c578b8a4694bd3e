// SPDX-License-Identifier: MIT

import Compute

/// A block that is being filled in memory.
struct BlockImage: ~Copyable {
  let layout: BlockLayout
  /// How many rows it holds.
  private(set) var count: Int
  /// How many of them have codes.
  private var codedCount: Int
  private let memory: AlignedBuffer<UInt8>

  /// An empty block.
  init(layout: BlockLayout) {
    self.layout = layout
    count = 0
    codedCount = 0
    memory = AlignedBuffer(count: layout.blockSize)
  }

  /// A copy of a block, to be continued.
  init(continuing block: VectorBlock) {
    self.init(layout: block.layout)
    count = block.rows
    codedCount = block.rows
    for part in BlockLayout.Part.allCases {
      let range = layout.range(of: part, rows: 0..<count)
      bytes(range).copyMemory(from: UnsafeRawBufferPointer(rebasing: block.bytes[range]))
    }
  }

  /// Whether there is no room for another row.
  var isFull: Bool { count == layout.rowsPerBlock }

  /// Adds a row: an identifier and (E) floats.
  mutating func append(_ identifier: Int64, _ vector: UnsafeBufferPointer<Float>) {
    precondition(!isFull, "a block of \(layout.rowsPerBlock) rows is full")
    let vector = UnsafeRawBufferPointer(vector)
    bytes(layout.range(of: .vectors, rows: count..<count + 1)).copyMemory(from: vector)
    bytes(layout.range(of: .identifiers, rows: count..<count + 1)).store(identifier, at: 0)
    bytes(layout.range(of: .checksums, rows: count..<count + 1)).store(crc32c(vector), at: 0)
    count += 1
  }

  /// Codes the rows that have no codes yet.
  mutating func code(_ coding: RowCoding) {
    let start = UnsafeMutableRawPointer(memory.pointer)
    let vectors = (start + layout.offset(of: .vectors)).assumingMemoryBound(to: Float.self)
    coding.code(codedCount..<count, of: vectors, into: start)
    codedCount = count
  }

  /// The rows as they are now, all of them coded.
  ///
  /// Rows that are added later are not among them.
  func block() -> VectorBlock {
    precondition(codedCount == count, "\(count) rows, of which \(codedCount) are coded")
    let start = UnsafeRawPointer(memory.pointer)
    return VectorBlock(
      start,
      owner: memory,
      rows: count,
      layout: layout,
      summary: BlockSummary(start, rows: count, layout: layout),
      isTrusted: true
    )
  }

  /// The vectors in it: (count, E).
  var vectors: UnsafeBufferPointer<Float> {
    let range = layout.range(of: .vectors, rows: 0..<count)
    return UnsafeBufferPointer(
      UnsafeMutableRawBufferPointer(bytes(range)).assumingMemoryBound(to: Float.self)
    )
  }

  /// All of its bytes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes(0..<layout.blockSize)) }

  private func bytes(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(memory.elements)[range])
  }
}

extension BlockSummary {
  /// Sums up rows that are coded.
  init(_ start: UnsafeRawPointer, rows: Int, layout: BlockLayout) {
    func greatest(_ part: BlockLayout.Part) -> Float {
      let values = (start + layout.offset(of: part)).assumingMemoryBound(to: Float.self)
      return UnsafeBufferPointer(start: values, count: rows).max() ?? 0
    }
    checksum = layout.indexChecksum(start, rows: rows)
    greatestResidual = greatest(.residuals)
    greatestLength = greatest(.lengths)
    firstIdentifier = (start + layout.offset(of: .identifiers)).load(as: Int64.self)
  }
}
