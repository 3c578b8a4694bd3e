// SPDX-License-Identifier: MIT

import Compute

/// The vectors of all searchable photos at one moment, ready to be compared with queries.
///
/// It never changes: indexing makes other tables, which share the blocks that are still the same. Rows are numbered from
/// 0 in the order in which they were added; some are dead, because their photo is gone, hidden, or has another vector.
///
/// A table that lies in a file is verified while it is used. Every function that reads rows throws
/// `VectorFileError` `.damaged` if a checksum does not agree, and never gives an answer that rests on damaged bytes.
package struct VectorTable: Sendable {
  /// Whose vectors these are.
  package let identity: VectorFileIdentity

  /// The catalogue's generation that this table shows.
  package let generation: Int64

  /// The rows that count.
  package let live: RowSet

  /// How many photos can be found.
  package let count: Int

  /// What was subtracted from the vectors before they were coded: (E).
  let centre: [Float]

  let layout: BlockLayout

  /// Full ones, and a last one that need not be.
  let blocks: [VectorBlock]

  /// The rows at which identifiers begin to ascend anew; the first is 0 unless there are no rows.
  let runs: [Int]

  /// Where it lies.
  package let origin: Origin

  /// Where a table lies, for messages and for those who continue it.
  package struct Origin: Sendable, Equatable {
    /// The file, or the one that could not be written.
    package var path: String
    /// Which file of that name it is, or began as; nil if it began in memory.
    package var incarnation: Int64?
  }

  init(
    identity: VectorFileIdentity,
    generation: Int64,
    layout: BlockLayout,
    centre: [Float],
    blocks: [VectorBlock],
    live: RowSet,
    runs: [Int],
    origin: Origin
  ) {
    self.identity = identity
    self.generation = generation
    self.layout = layout
    self.centre = centre
    self.blocks = blocks
    self.live = live
    self.runs = runs
    self.origin = origin
    count = live.count
  }

  /// How many rows there are, dead ones included.
  package var rowCount: Int { live.rowCount }

  /// How many floats a vector has, E.
  package var dimension: Int { layout.dimension }

  /// The rows of a block.
  func rows(ofBlock number: Int) -> Range<Int> {
    let first = number * layout.rowsPerBlock
    return first..<first + blocks[number].rows
  }

  var damaged: VectorFileError {
    .damaged(origin.path, "the checksum of a block does not agree")
  }
}
