// SPDX-License-Identifier: MIT

import CKernels
import Foundation
import Testing

@Suite("Layer norm and softmax")
struct TransformerTests {
  @Test("Layer norm", arguments: KernelSet.all)
  func layerNorm(set: KernelSet) {
    var numbers = SeededNumbers(seed: 11)
    let epsilon: Float = 1e-5
    for width in awkwardCounts.dropFirst() + [768, 1024] {
      let rows = 3
      let x = numbers.floats(rows * width, in: -3...9)  // the mean is far from zero
      let gamma = numbers.floats(width)
      let beta = numbers.floats(width)
      let expected = (0..<rows).flatMap { row in
        let values = x[(row * width)..<((row + 1) * width)].map(Double.init)
        let mean = values.reduce(0, +) / Double(width)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
        let deviation = (variance + Double(epsilon)).squareRoot()
        return (0..<width).map {
          (values[$0] - mean) / deviation * Double(gamma[$0]) + Double(beta[$0])
        }
      }
      let apart = guarded(x.count, filledWith: Float(7)) {
        sb_layer_norm_f32(set.kernels, x, rows, width, gamma, beta, epsilon, $0)
      }
      #expect(largestError(apart, expected) < 2e-6, "width \(width)")
      let inPlace = guarded(x.count, filledWith: Float(7)) { memory in
        memory.update(from: x, count: x.count)
        sb_layer_norm_f32(set.kernels, memory, rows, width, gamma, beta, epsilon, memory)
      }
      #expect(inPlace == apart, "width \(width), in place")
    }
  }

  @Test("A constant row becomes beta", arguments: KernelSet.all)
  func layerNormOfConstant(set: KernelSet) {
    let width = 37
    let x = [Float](repeating: 1000.25, count: width)
    let beta = (0..<width).map(Float.init)
    var y = [Float](repeating: 0, count: width)
    sb_layer_norm_f32(set.kernels, x, 1, width, beta, beta, 1e-5, &y)
    #expect(largestError(y, beta.map(Double.init)) < 1e-4)
  }

  @Test("Softmax", arguments: KernelSet.all)
  func softmax(set: KernelSet) {
    var numbers = SeededNumbers(seed: 12)
    for width in awkwardCounts.dropFirst() {
      for spread: Float in [0.1, 5, 80] {
        let x = numbers.floats(2 * width, in: -spread...spread)
        let expected = softmaxRows(x.map(Double.init), width: width)
        let result = guarded(x.count, filledWith: Float(7)) { memory in
          memory.update(from: x, count: x.count)
          sb_softmax_f32(set.kernels, memory, 2, width)
        }
        #expect(largestError(result, expected) < 1e-6, "width \(width), spread \(spread)")
        let sum = (result ?? []).prefix(width).reduce(0, +)
        #expect(abs(sum - 1) < 1e-5, "width \(width), spread \(spread)")
      }
    }
  }

  /// e^x over one whole row, divided by its largest element e^0 = 1: exact up to the common factor.
  @Test("The exponential is good to a few units in the last place", arguments: KernelSet.all)
  func exponential(set: KernelSet) {
    let count = 87 * 256
    let x = (0..<count).map { Float($0) / -256 }
    var y = x
    sb_softmax_f32(set.kernels, &y, 1, count)
    let factor = Double(y[0])
    let worst = (0..<count).reduce(0) { worst, i in
      let expected = exp(Double(x[i])) * factor
      // Below this, a single has fewer than 24 bits.
      guard expected > 2e-38 else { return worst }
      return max(worst, abs(Double(y[i]) - expected) / expected)
    }
    #expect(worst < 4e-7)
  }

  @Test("Softmax of extremes", arguments: KernelSet.all)
  func softmaxOfExtremes(set: KernelSet) {
    let infinity = Float.infinity
    let cases: [(name: String, row: [Float], expected: [Double])] = [
      ("masked", [1, -infinity, 1, -infinity], [0.5, 0, 0.5, 0]),
      ("huge", [3e38, 3e38, -3e38], [0.5, 0.5, 0]),
      ("far below", [0, -87, -104, -1000, -1e30], [1, exp(-87), 0, 0, 0]),
      ("single", [-4e5], [1]),
    ]
    for (name, row, expected) in cases {
      for padding in [0, 13, 60] {  // in the tail, and in whole vectors
        var x = row + [Float](repeating: -infinity, count: padding)
        sb_softmax_f32(set.kernels, &x, 1, x.count)
        let target = expected + [Double](repeating: 0, count: padding)
        #expect(largestError(x, target) < 1e-6, "\(name), \(padding)")
      }
    }
  }

  @Test("NaN is not hidden", arguments: KernelSet.all)
  func softmaxOfNaN(set: KernelSet) {
    for width in [1, 5, 16, 40] {
      for place in Set([0, width / 2, width - 1]) {
        var x = [Float](repeating: 1, count: width)
        x[place] = .nan
        sb_softmax_f32(set.kernels, &x, 1, width)
        #expect(x.count { $0.isNaN } == width, "width \(width), element \(place)")
      }
    }
    var masked = [Float](repeating: -.infinity, count: 20)
    sb_softmax_f32(set.kernels, &masked, 1, 20)
    #expect(masked.count { $0.isNaN } == 20)
  }
}

/// The softmax of every row, in double precision.
func softmaxRows(_ x: [Double], width: Int) -> [Double] {
  stride(from: 0, to: x.count, by: width).flatMap { start in
    let row = x[start..<(start + width)]
    let largest = row.max() ?? 0
    let powers = row.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
