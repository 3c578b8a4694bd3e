// SPDX-License-Identifier: MIT

/// A set of rows of one table: a bit for each.
package struct RowSet: Sendable, Equatable {
  /// Rows that a member may be: 0..<rowCount.
  package private(set) var rowCount: Int

  /// Bit r % 64 of word r / 64 says whether row r is a member; bits beyond the rows are zero.
  private(set) var words: [UInt64]

  /// No row of `rowCount`.
  package init(rowCount: Int) {
    self.rowCount = rowCount
    words = [UInt64](repeating: 0, count: (rowCount + 63) / 64)
  }

  /// Takes over words, or returns nil if they are not those of so many rows.
  init?(words: [UInt64], rowCount: Int) {
    guard words.count == (rowCount + 63) / 64 else { return nil }
    if let last = words.last, !rowCount.isMultiple(of: 64), last >> (rowCount % 64) != 0 {
      return nil
    }
    self.rowCount = rowCount
    self.words = words
  }

  /// How many members there are.
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether a row is a member.
  package func contains(_ row: Int) -> Bool { words[row / 64] & 1 << (row % 64) != 0 }

  /// Makes a row a member.
  package mutating func insert(_ row: Int) {
    precondition(0..<rowCount ~= row, "row \(row) of \(rowCount)")
    words[row / 64] |= 1 << (row % 64)
  }

  /// Makes a row no member.
  package mutating func remove(_ row: Int) {
    precondition(0..<rowCount ~= row, "row \(row) of \(rowCount)")
    words[row / 64] &= ~(1 << (row % 64))
  }

  /// Adds a row beyond the last one.
  mutating func append(isMember: Bool) {
    if rowCount.isMultiple(of: 64) { words.append(0) }
    rowCount += 1
    if isMember { insert(rowCount - 1) }
  }

  /// Keeps what is also in `other`, a set of rows of the same table.
  package mutating func formIntersection(_ other: RowSet) {
    combine(with: other) { $0 & $1 }
  }

  /// Adds what is in `other`, a set of rows of the same table.
  package mutating func formUnion(_ other: RowSet) {
    combine(with: other) { $0 | $1 }
  }

  /// Removes what is in `other`, a set of rows of the same table.
  package mutating func subtract(_ other: RowSet) {
    combine(with: other) { $0 & ~$1 }
  }

  private mutating func combine(with other: RowSet, _ operation: (UInt64, UInt64) -> UInt64) {
    precondition(rowCount == other.rowCount, "sets of \(rowCount) and \(other.rowCount) rows")
    for index in words.indices { words[index] = operation(words[index], other.words[index]) }
  }
}

extension RowSet {
  /// How many of some rows, from a multiple of 64 to another or to the last one, are members.
  func count(in rows: Range<Int>) -> Int {
    wordIndices(of: rows).reduce(0) { $0 + words[$1].nonzeroBitCount }
  }

  /// Gives the members among some rows, from a multiple of 64 to another or to the last one, as ranges of neighbours.
  func forEachRun(in rows: Range<Int>, _ body: (Range<Int>) -> Void) {
    var run: Range<Int>?
    for index in wordIndices(of: rows) {
      var word = words[index]
      while word != 0 {
        let start = word.trailingZeroBitCount
        let length = (~(word >> start)).trailingZeroBitCount
        let found = index * 64 + start..<index * 64 + start + length
        if let open = run, open.upperBound == found.lowerBound {
          run = open.lowerBound..<found.upperBound
        } else {
          if let run { body(run) }
          run = found
        }
        if start + length == 64 { break }
        word &= ~0 << (start + length)
      }
    }
    if let run { body(run) }
  }

  private func wordIndices(of rows: Range<Int>) -> Range<Int> {
    precondition(rows.lowerBound.isMultiple(of: 64), "rows from \(rows.lowerBound)")
    return rows.lowerBound / 64..<min((rows.upperBound + 63) / 64, words.count)
  }
}
