// SPDX-License-Identifier: MIT

/// A row whose similarity is not known yet, but bounded.
struct Candidate {
  let row: Int
  /// What its similarity does not exceed.
  let upperBound: Double
}

/// The rows that may be among the nearest, by the bounds that their codes give.
///
/// A row is left out only if so many others are certainly more similar: if its upper bound is below the k-th greatest
/// lower bound.
struct Candidates {
  /// The rows that were not left out.
  private(set) var rows: [Candidate] = []
  /// The greatest lower bounds.
  private(set) var lowerBounds: GreatestBounds
  /// A lower bound of the k-th greatest similarity; others may know a higher one.
  private(set) var floor = -Double.infinity

  /// How many rows are kept before those that have fallen below the floor are removed.
  private var limit: Int

  /// Room for the nearest `capacity` rows.
  init(capacity: Int) {
    lowerBounds = GreatestBounds(capacity: capacity)
    limit = 2 * capacity + 4096
  }

  /// Learns that the floor is not below `floor`.
  mutating func raise(to floor: Double) {
    self.floor = max(self.floor, floor)
  }

  /// Looks at the scores of some rows of a block.
  ///
  /// - Parameters:
  ///   - scores: The scores of the block's rows, as the scan left them.
  ///   - range: Which of these rows.
  ///   - query: What they were compared with.
  ///   - block: The block.
  ///   - index: Its index.
  ///   - firstRow: The block's first row.
  ///   - allowed: Rows that may be found.
  mutating func consider(
    _ scores: UnsafePointer<Float>,
    _ range: Range<Int>,
    query: CodedQuery,
    block: VectorBlock,
    index: VectorBlock.Index,
    firstRow: Int,
    allowed: RowSet
  ) {
    // No row of the block has a wider margin, so one comparison is enough for nearly all of them.
    let widest = query.margin(
      rowResidual: block.summary.greatestResidual,
      rowLength: block.summary.greatestLength
    )
    var cut = Self.cut(floor, widest, query)
    for row in range where scores[row] >= cut {
      guard allowed.contains(firstRow + row) else { continue }
      let margin = query.margin(rowResidual: index.residuals[row], rowLength: index.lengths[row])
      let similarity = query.base + query.step * Double(scores[row])
      guard similarity + margin >= floor else { continue }
      rows.append(Candidate(row: firstRow + row, upperBound: similarity + margin))
      lowerBounds.consider(similarity - margin)
      if lowerBounds.floor > floor {
        floor = lowerBounds.floor
        cut = Self.cut(floor, widest, query)
      }
    }
    if rows.count > limit { prune() }
  }

  /// The least score whose row may reach the floor.
  private static func cut(_ floor: Double, _ margin: Double, _ query: CodedQuery) -> Float {
    let score = (floor - margin - query.base) / query.step
    // A little less, so that no rounding here decides.
    return score.isFinite ? Float(score - abs(score) * 0x1p-40).nextDown : -.infinity
  }

  private mutating func prune() {
    rows.removeAll { $0.upperBound < floor }
    limit = max(limit, 2 * rows.count)
  }
}
