// SPDX-License-Identifier: MIT

import Compute
import Testing

@Suite struct LayerNormTests {
  @Test(arguments: [1, 3, 17, 64, 768])
  func agreesWithItsDefinition(width: Int) throws {
    let rows = 5
    let x = randomNumbers(rows * width, seed: 1).map { $0 * 3 + 1 }
    let gain = randomNumbers(width, seed: 2)
    let bias = randomNumbers(width, seed: 3)
    let layer = LayerNorm(gain: Tensor(gain, [width]), bias: Tensor(bias, [width]), epsilon: 1e-5)
    let result = try output(x.count) { y in try layer(x, rows: rows, into: y) }
    #expect(largestDifference(result, expected(x, width, gain, bias)) < 2e-5)
    // In place.
    let inPlace = try output(x.count, initial: x) { y in
      try layer(UnsafePointer(y), rows: rows, into: y)
    }
    #expect(inPlace == result)
  }

  @Test func aFlatRowBecomesTheBias() throws {
    let layer = LayerNorm(
      gain: Tensor([2, 2, 2], [3]),
      bias: Tensor([1, -1, 0], [3]),
      epsilon: 1e-5
    )
    let result = try output(3) { y in try layer([8, 8, 8], rows: 1, into: y) }
    #expect(result == [1, -1, 0])
  }

  @Test func theEpsilonCounts() throws {
    let layer = LayerNorm(gain: Tensor([1, 1], [2]), bias: Tensor([0, 0], [2]), epsilon: 3)
    // Mean 0 and variance 1: each is divided by 2.
    let result = try output(2) { y in try layer([1, -1], rows: 1, into: y) }
    #expect(largestDifference(result, [0.5, -0.5]) < 1e-6)
  }

  private func expected(
    _ x: [Float],
    _ width: Int,
    _ gain: [Float],
    _ bias: [Float]
  ) -> [Float] {
    stride(from: 0, to: x.count, by: width).flatMap { start -> [Float] in
      let row = x[start..<start + width].map { Double($0) }
      let mean = row.reduce(0, +) / Double(width)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      return row.indices.map { index in
        let unit = (row[index] - mean) / (variance + 1e-5).squareRoot()
        return Float(unit * Double(gain[index]) + Double(bias[index]))
      }
    }
  }
}
