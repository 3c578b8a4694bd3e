// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

@Suite struct RowSetTests {
  @Test(arguments: [0, 1, 63, 64, 65, 200])
  func isASet(_ rowCount: Int) {
    var generator = SeededGenerator(UInt64(rowCount))
    var (rows, other) = (RowSet(rowCount: rowCount), RowSet(rowCount: rowCount))
    var (expected, otherExpected) = (Set<Int>(), Set<Int>())
    for row in 0..<rowCount {
      if Bool.random(using: &generator) {
        rows.insert(row)
        expected.insert(row)
      }
      if Bool.random(using: &generator) {
        other.insert(row)
        otherExpected.insert(row)
      }
    }
    #expect(members(rows) == expected)
    #expect(rows.count == expected.count)
    var (union, intersection, rest) = (rows, rows, rows)
    union.formUnion(other)
    intersection.formIntersection(other)
    rest.subtract(other)
    #expect(members(union) == expected.union(otherExpected))
    #expect(members(intersection) == expected.intersection(otherExpected))
    #expect(members(rest) == expected.subtracting(otherExpected))
    for row in expected { rows.remove(row) }
    #expect(rows == RowSet(rowCount: rowCount))
  }

  private func members(_ rows: RowSet) -> Set<Int> {
    Set((0..<rows.rowCount).filter { rows.contains($0) })
  }
}
