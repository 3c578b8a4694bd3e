// SPDX-License-Identifier: MIT

import Compute

/// Takes the rows of a new vector file, one after another, and holds one block of them at a time.
package struct VectorFileWriter: ~Copyable {
  /// How many rows were appended.
  package private(set) var count = 0

  private let file: PartialFile
  private var output: ChunkedOutput
  private let fingerprint: [UInt8]
  private let generation: Int64
  private let layout: VectorFileLayout
  /// The block that is being filled.
  private let block: AlignedBuffer<UInt8>
  private var lastIdentifier: Int64?
  /// The write that failed: what was in its block is lost, so no later row may follow.
  private var failure: VectorFileError?

  init(
    _ file: PartialFile,
    identity: VectorFileIdentity,
    rowsPerBlock: Int
  ) throws(VectorFileError) {
    guard let fingerprint = identity.fingerprintBytes else {
      throw .invalid(file.destination, "a model's fingerprint has 64 hexadecimal digits")
    }
    let dimension = identity.dimension
    guard let layout = VectorFileLayout(dimension: dimension, rowsPerBlock: rowsPerBlock) else {
      throw .invalid(
        file.destination,
        "no block has \(rowsPerBlock) rows of \(dimension) numbers"
      )
    }
    self.file = file
    // The header is written last: a file without it is none.
    output = ChunkedOutput(file, leavingRoom: VectorFileHeader.size)
    self.fingerprint = fingerprint
    generation = identity.generation
    self.layout = layout
    block = AlignedBuffer(count: layout.blockSize)
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
    try check(identifier: identifier, vector: vector)
    let row = count % layout.rowsPerBlock
    bytes(layout.identifiers(row..<row + 1)).store(identifier, at: 0)
    bytes(layout.vectors(row..<row + 1)).copyMemory(from: UnsafeRawBufferPointer(vector))
    lastIdentifier = identifier
    count += 1
    if row + 1 == layout.rowsPerBlock { try writeBlock() }
  }

  /// Writes what is left and then the header, which makes the file valid.
  mutating func finish() throws(VectorFileError) {
    if let failure { throw failure }
    if !count.isMultiple(of: layout.rowsPerBlock) { try writeBlock() }
    try output.flush()
    let header = VectorFileHeader(
      fingerprint: fingerprint,
      generation: generation,
      count: count,
      layout: layout
    )
    let bytes = bytes(0..<VectorFileHeader.size)
    header.encode(into: bytes)
    try file.write(UnsafeRawBufferPointer(bytes), at: 0)
  }

  private func check(
    identifier: Int64,
    vector: UnsafeBufferPointer<Float>
  ) throws(VectorFileError) {
    let dimension = layout.dimension
    if vector.count != dimension {
      throw .invalid(
        file.destination,
        "photo \(identifier) has a vector of \(vector.count) numbers instead of \(dimension)"
      )
    }
    if let lastIdentifier, identifier <= lastIdentifier {
      throw .invalid(file.destination, "photo \(identifier) comes after photo \(lastIdentifier)")
    }
    if !vector.areFinite {
      throw .invalid(
        file.destination,
        "the vector of photo \(identifier) has a number that is not finite"
      )
    }
  }

  /// Writes the block that ends with the last row.
  private mutating func writeBlock() throws(VectorFileError) {
    let number = layout.blockCount(rows: count) - 1
    let rows = layout.rows(ofBlock: number, count: count).count
    // The last block may have room for more identifiers than it has.
    bytes(layout.identifiers(rows..<layout.rowsPerBlock))
      .initializeMemory(as: UInt8.self, repeating: 0)
    let bytes = bytes(0..<layout.blockSize(rows: rows))
    VectorFileBlock.seal(bytes, number: number, rows: rows)
    do {
      try output.append(UnsafeRawBufferPointer(bytes))
    } catch {
      failure = error
      throw error
    }
  }

  /// Part of the block's memory, which lives as long as the writer.
  private func bytes(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(block.elements)[range])
  }
}

extension UnsafeBufferPointer<Float> {
  /// Whether no element is an infinity or NaN.
  ///
  /// Looks at all of them, so that the compiler can look at many at once.
  fileprivate var areFinite: Bool {
    let exponent = Float.infinity.bitPattern
    var others: UInt32 = 0
    for element in self {
      others |= element.bitPattern & exponent == exponent ? 1 : 0
    }
    return others == 0
  }
}
