// SPDX-License-Identifier: MIT

import Compute

extension VectorTable {
  /// About how alike some photos are to a query, spread evenly over those that may be found.
  ///
  /// - Parameters:
  ///   - query: (E) floats, finite and not zero.
  ///   - rows: Rows of this table; nil for all.
  ///   - wanted: How many are enough; at least one.
  /// - Returns: As many similarities as there are rows, up to `wanted`, from their codes: off by less than a hundredth of
  ///   what a similarity may be. None for a query that is too long or too short to be compared.
  /// - Throws: `VectorFileError` `.damaged` if the table lies in a file and is.
  /// - Complexity: O(wanted · E), and a look at every block's checksum the first time.
  package func similaritySample(
    to query: [Float],
    among rows: RowSet? = nil,
    count wanted: Int
  ) throws(VectorFileError) -> [Float] {
    var allowed = live
    if let rows { allowed.formIntersection(rows) }
    let coded = CodedQuery(query, layout: layout, centre: centre)
    guard coded.isComparable else { return [] }
    let chosen = allowed.spread(wanted)
    var sample: [Float] = []
    sample.reserveCapacity(chosen.count)
    let scores = AlignedBuffer<Float>(count: layout.rowsPerBlock)
    for row in chosen {
      let (number, offset) = row.quotientAndRemainder(dividingBy: layout.rowsPerBlock)
      let block = blocks[number]
      guard let index = block.index else { throw damaged }
      guard index.residuals[offset].isFinite else { continue }  // has no codes
      block.scan(coded, rows: offset..<offset + 1, index: index, scores: scores.pointer)
      sample.append(Float(coded.base + coded.step * Double(scores.pointer[offset])))
    }
    return sample
  }
}

extension RowSet {
  /// Some members, evenly spread over all: every one, if there are no more than `count`.
  fileprivate func spread(_ count: Int) -> [Int] {
    let total = self.count
    guard total > 0, count > 0 else { return [] }
    var chosen: [Int] = []
    chosen.reserveCapacity(min(count, total))
    var position = 0
    var next = 0
    forEachRun(in: 0..<rowCount) { run in
      while next < position + run.count {
        chosen.append(run.lowerBound + next - position)
        next = total <= count ? next + 1 : chosen.count * total / count
      }
      position += run.count
    }
    return chosen
  }
}
