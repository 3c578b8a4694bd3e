// SPDX-License-Identifier: MIT

extension VectorTable {
  /// The photo of a row, dead or alive.
  ///
  /// - Parameter row: 0..<rowCount.
  /// - Returns: Its identifier in the catalogue.
  /// - Throws: `VectorFileError` `.damaged`.
  package func identifier(at row: Int) throws(VectorFileError) -> Int64 {
    let (block, offset) = row.quotientAndRemainder(dividingBy: layout.rowsPerBlock)
    guard let index = blocks[block].index else { throw damaged }
    return index.identifiers[offset]
  }

  /// The vector of a row, dead or alive.
  ///
  /// - Parameter row: 0..<rowCount.
  /// - Returns: A copy of its E floats.
  /// - Throws: `VectorFileError` `.damaged`.
  package func vector(at row: Int) throws(VectorFileError) -> [Float] {
    let (number, offset) = row.quotientAndRemainder(dividingBy: layout.rowsPerBlock)
    let block = blocks[number]
    return try withExtendedLifetime(block) { () throws(VectorFileError) in
      guard let index = block.index, let vector = block.vector(offset, index) else { throw damaged }
      return Array(UnsafeBufferPointer(start: vector, count: dimension))
    }
  }

  /// The row of a photo that can be found, or nil if there is none.
  ///
  /// - Complexity: O(log count), as long as photos were mostly added in the order of their identifiers.
  package func row(of identifier: Int64) throws(VectorFileError) -> Int? {
    var found: Int?
    try forEachRow(of: [identifier]) { row in
      if live.contains(row) { found = row }
    }
    return found
  }

  /// The rows of some photos, as far as they can be found.
  ///
  /// - Parameter identifiers: Photos; unknown ones are passed over.
  /// - Returns: A set that `nearest` takes.
  /// - Throws: `VectorFileError` `.damaged`.
  /// - Complexity: O(m log m) for m photos, and at most one look at every identifier there is.
  package func rows(of identifiers: [Int64]) throws(VectorFileError) -> RowSet {
    var rows = RowSet(rowCount: rowCount)
    try forEachRow(of: identifiers.sorted()) { row in
      if live.contains(row) { rows.insert(row) }
    }
    return rows
  }

  /// Gives every row, dead or alive, of some photos in ascending order.
  private func forEachRow(of wanted: [Int64], _ body: (Int) -> Void) throws(VectorFileError) {
    for (number, first) in runs.enumerated() {
      let run = first..<(number + 1 < runs.count ? runs[number + 1] : rowCount)
      var position = 0
      var block = run.lowerBound / layout.rowsPerBlock
      let last = (run.upperBound - 1) / layout.rowsPerBlock
      while position < wanted.count, block <= last {
        block = lastBlock(of: block...last, beginningWith: wanted[position])
        defer { block += 1 }
        let rows = rows(ofBlock: block)
        // The identifier with which the next block of this run begins: what is not less than it lies there or beyond.
        let end = block < last ? blocks[block + 1].summary.firstIdentifier : nil
        guard let index = blocks[block].index else { throw damaged }
        let part = rows.clamped(to: run)
        var offset = part.lowerBound - rows.lowerBound
        let limit = part.upperBound - rows.lowerBound
        while position < wanted.count, offset < limit {
          if let end, wanted[position] >= end { break }
          offset = index.identifiers.firstIndex(notLessThan: wanted[position], in: offset..<limit)
          if offset < limit, index.identifiers[offset] == wanted[position] {
            body(rows.lowerBound + offset)
          }
          position += 1
        }
      }
    }
  }
}

extension VectorTable {
  /// The last of some blocks of one run whose first identifier is not greater than `value`; the first one if there is none.
  private func lastBlock(of range: ClosedRange<Int>, beginningWith value: Int64) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high + 1) / 2
      if blocks[middle].summary.firstIdentifier <= value { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

extension UnsafeBufferPointer<Int64> {
  /// Where in an ascending range the first element is that is not less than `value`; its end if there is none.
  ///
  /// Looks near the start first: steps double until they pass the place.
  fileprivate func firstIndex(notLessThan value: Int64, in range: Range<Int>) -> Int {
    var (low, step) = (range.lowerBound, 1)
    while low + step <= range.upperBound, self[low + step - 1] < value {
      low += step
      step *= 2
    }
    var high = Swift.min(low + step - 1, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
