// SPDX-License-Identifier: MIT

import Compute

/// Changes of a table, from which another one is made.
///
/// New rows are put behind the others, in memory; the table that is changed stays as it is. A vector that replaces another
/// is a new row, and the old one is dead.
package final class TableEdit {
  private let base: VectorTable
  private var live: RowSet
  private var runs: [Int]
  /// The full blocks of before.
  private var blocks: [VectorBlock]
  /// The blocks that are filled, the last one last.
  private var added: [BlockImage.Box] = []
  private var lastIdentifier: Int64?
  /// The rows of photos that this edit has added.
  private var addedRows: [Int64: Int] = [:]

  /// Begins to change a table.
  ///
  /// - Throws: `VectorFileError` `.damaged` if its last block, which is to be continued, is.
  package init(_ base: VectorTable) throws(VectorFileError) {
    self.base = base
    live = base.live
    runs = base.runs
    blocks = base.blocks
    if base.rowCount > 0 { lastIdentifier = try base.identifier(at: base.rowCount - 1) }
    if let last = blocks.last, last.rows < base.layout.rowsPerBlock {
      // What is copied counts as sound from then on.
      guard let index = last.index, last.vectors(index) != nil else { throw base.damaged }
      added = [BlockImage.Box(BlockImage(continuing: last))]
      blocks.removeLast()
    }
  }

  /// Sets the vector of a photo.
  ///
  /// - Parameters:
  ///   - identifier: The photo, which need not have been there.
  ///   - vector: (E) finite floats, which need not have length 1.
  /// - Throws: `VectorFileError`: `.invalid` if there can be no such row; `.damaged` if the table is.
  package func set(
    _ identifier: Int64,
    _ vector: UnsafeBufferPointer<Float>
  ) throws(VectorFileError) {
    try base.check(vector, of: identifier)
    if let row = try row(of: identifier) {
      if row < base.rowCount, try base.vector(at: row, isEqualTo: vector) { return }
      live.remove(row)
    }
    append(identifier, vector)
  }

  /// Removes a photo, if it is there.
  ///
  /// - Throws: `VectorFileError` `.damaged` if the table is.
  package func remove(_ identifier: Int64) throws(VectorFileError) {
    if let row = try row(of: identifier) { live.remove(row) }
    addedRows[identifier] = nil
  }

  /// Makes the changed table; the edit is then over.
  ///
  /// - Parameters:
  ///   - generation: What it shows.
  ///   - workers: How many threads may compute.
  /// - Returns: A table whose new rows lie in memory.
  package func finish(
    generation: Int64,
    workers: Int = ProcessorCores.count
  ) -> VectorTable {
    let centre = base.rowCount == 0 ? newCentre() : base.centre
    let coding = RowCoding(layout: base.layout, centre: centre)
    let added = added
    parallelFor(added.count, workers: workers) { added[$0].image.code(coding) }
    return VectorTable(
      identity: base.identity,
      generation: generation,
      layout: base.layout,
      centre: centre,
      blocks: blocks + added.map { $0.image.block() },
      live: live,
      runs: runs,
      origin: base.origin
    )
  }

  private func row(of identifier: Int64) throws(VectorFileError) -> Int? {
    if let row = addedRows[identifier] { return row }
    // Most photos are new, and new photos have greater identifiers than all before.
    guard let row = try base.row(of: identifier), live.contains(row) else { return nil }
    return row
  }

  private func append(_ identifier: Int64, _ vector: UnsafeBufferPointer<Float>) {
    if added.last?.image.isFull ?? true {
      added.append(BlockImage.Box(BlockImage(layout: base.layout)))
    }
    added.last?.image.append(identifier, vector)
    if lastIdentifier.map({ identifier <= $0 }) ?? true { runs.append(live.rowCount) }
    lastIdentifier = identifier
    addedRows[identifier] = live.rowCount
    live.append(isMember: true)
  }

  private func newCentre() -> [Float] {
    var mean = MeanVector(dimension: base.layout.dimension)
    for block in added { mean.add(block.image.vectors) }
    return mean.centre
  }
}

extension BlockImage {
  /// An image among others.
  final class Box: @unchecked Sendable {
    // Safe because an edit is used by one thread, but for coding, when each thread has other images.
    var image: BlockImage

    init(_ image: consuming BlockImage) {
      self.image = image
    }
  }
}

extension VectorTable {
  /// Refuses what can be no row.
  func check(
    _ vector: UnsafeBufferPointer<Float>,
    of identifier: Int64
  ) throws(VectorFileError) {
    if vector.count != dimension {
      throw .invalid(
        origin.path,
        "photo \(identifier) has a vector of \(vector.count) numbers instead of \(dimension)"
      )
    }
    if !vector.areFinite {
      throw .invalid(
        origin.path,
        "the vector of photo \(identifier) has a number that is not finite"
      )
    }
  }

  fileprivate func vector(
    at row: Int,
    isEqualTo other: UnsafeBufferPointer<Float>
  ) throws(VectorFileError) -> Bool {
    // By bits: what the catalogue holds is what is wanted, -0 included.
    try zip(vector(at: row), other).allSatisfy { $0.bitPattern == $1.bitPattern }
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
