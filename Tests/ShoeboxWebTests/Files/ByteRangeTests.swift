// SPDX-License-Identifier: MIT

import ShoeboxWeb
import Testing

@Suite struct ByteRangeTests {
  @Test(
    arguments: [
      (nil, ByteRange.whole), ("bytes=0-", .part(0..<100)), ("bytes=0-0", .part(0..<1)),
      ("bytes=90-200", .part(90..<100)),
      ("bytes=-5", .part(95..<100)), ("bytes=-500", .part(0..<100)), ("Bytes=1-2", .part(1..<3)),
      ("bytes=100-", .unsatisfiable), ("bytes=-0", .unsatisfiable),
      ("bytes=100-200", .unsatisfiable),
      ("bytes=99999999999999999999-", .unsatisfiable),
      ("bytes=0-99999999999999999999", .part(0..<100)),
      ("bytes=5-4", .whole), ("bytes=", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole),
      ("bytes=1-2,5-6", .whole),
      ("lines=1-2", .whole), ("bytes=--1", .whole), ("bytes=+1-2", .whole),
    ] as [(String?, ByteRange)]
  )
  func reads(_ field: String?, _ range: ByteRange) {
    #expect(ByteRange(field, of: 100) == range)
  }

  @Test func nothingOfAnEmptyFileCanBeAskedFor() {
    #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
    #expect(ByteRange("bytes=-1", of: 0) == .unsatisfiable)
    #expect(ByteRange(nil, of: 0) == .whole)
  }
}
