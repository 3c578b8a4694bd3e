// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct PercentilesTests {
  @Test func areTheSmallestValueThatEnoughOthersDoNotExceed() {
    let percentiles = Percentiles([5, 1, 4, 2, 3].map { Double($0) })
    #expect(percentiles[0.2] == 1)
    #expect(percentiles[0.21] == 2)
    #expect(percentiles.median == 3)
    #expect(percentiles[0.8] == 4)
    #expect(percentiles[0.99] == 5)
    #expect(percentiles[1] == 5)
  }

  @Test func ofAHundredValuesAreTheirNumbers() {
    let percentiles = Percentiles((1...100).reversed().map { Double($0) })
    #expect(percentiles[0.01] == 1)
    #expect(percentiles.median == 50)
    #expect(percentiles[0.99] == 99)
    #expect(percentiles[1] == 100)
  }

  @Test func ofOneValueAreThatValue() {
    let percentiles = Percentiles([7])
    #expect(percentiles.median == 7)
    #expect(percentiles[0.99] == 7)
    #expect(percentiles[0.001] == 7)
  }

  @Test func ofAnEvenNumberTheLowerMiddleIsTheMedian() {
    #expect(Percentiles([4, 1, 3, 2]).median == 2)
  }

  @Test func ofNothingAreNoNumber() {
    #expect(Percentiles([]).median.isNaN)
  }
}
