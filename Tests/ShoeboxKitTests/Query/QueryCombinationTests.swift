// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct QueryCombinationTests {
  let beach: [Float] = [1, 0, 0]
  let dog: [Float] = [0, 0.6, 0.8]

  @Test func oneTermIsItsOwnVector() throws {
    #expect(try Query.text("a").combine([dog]) == dog)
    #expect(try (4 * Query.text("a")).combine([dog]) == dog)
    #expect(try (-Query.text("a")).combine([dog]) == dog.map { -$0 })
  }

  @Test func addsAndSubtractsByWeight() throws {
    let query = 2 * Query.text("beach") - .photo("dog.jpg")
    let combined = try query.combine([beach, dog])
    let length = Float(5).squareRoot()
    let expected = [2 / length, -0.6 / length, -0.8 / length]
    #expect(zip(combined, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func doesNotDependOnTheScaleOfTheWeights() throws {
    let query = Query.text("a") - 0.5 * .text("b")
    let combined = try query.combine([beach, dog])
    for scale in [1e-30, 0.25, 1e30] as [Float] {
      let scaled = try (scale * query).combine([beach, dog])
      #expect(zip(combined, scaled).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  @Test func whatCancelsIsAnError() throws {
    let query = Query.text("dog") - .text("dog")
    var almost = dog
    almost[1] = almost[1].nextUp
    for vectors in [[dog, dog], [dog, almost]] {
      let error = try #require(throws: QueryError.self) { try query.combine(vectors) }
      #expect(error.code == .cancelled)
    }
    // Two sentences that mean nearly the same are still a difference.
    let near: [Float] = [0.01, 0.6, 0.799_937]
    #expect(try abs(query.combine([near, dog])[0]) > 0.9)
  }

  @Test(arguments: [Float.nan, .infinity])
  func whatIsNotFiniteIsAnError(_ value: Float) throws {
    let weighted = value * Query.text("a")
    #expect(throws: QueryError.self) { try weighted.combine([dog]) }
    #expect(throws: QueryError.self) { try Query.text("a").combine([[value, 0, 0]]) }
  }
}
