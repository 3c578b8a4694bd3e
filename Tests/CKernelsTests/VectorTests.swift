// SPDX-License-Identifier: MIT

import CKernels
import Testing

@Suite("Vectors")
struct VectorTests {
  @Test("Dot product", arguments: KernelSet.all)
  func dot(set: KernelSet) {
    var numbers = SeededNumbers(seed: 1)
    for count in awkwardCounts {
      let a = numbers.floats(count)
      let b = numbers.floats(count)
      let expected = zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      let error = largestError([sb_dot_f32(set.kernels, a, b, count)], [expected])
      #expect(error < 2e-6, "\(count) elements")
    }
  }

  @Test("Addition", arguments: KernelSet.all)
  func add(set: KernelSet) {
    var numbers = SeededNumbers(seed: 2)
    for count in awkwardCounts {
      let x = numbers.floats(count)
      let y = numbers.floats(count)
      let sum = guarded(count, filledWith: Float(7)) { memory in
        memory.update(from: y, count: count)
        sb_add_f32(set.kernels, memory, x, count)
      }
      #expect(sum == zip(x, y).map { $0 + $1 }, "\(count) elements")
    }
  }

  @Test("Scan", arguments: KernelSet.all)
  func scan(set: KernelSet) {
    var numbers = SeededNumbers(seed: 3)
    for dimension in [0, 1, 7, 8, 9, 16, 33, 100, 256, 512, 513, 768] {
      let query = numbers.floats(dimension)
      for count in [0, 1, 3, 4, 5, 17] {
        let rows = numbers.floats(count * dimension)
        let expected = (0..<count).map { row in
          (0..<dimension).reduce(0) {
            $0 + Double(rows[row * dimension + $1]) * Double(query[$1])
          }
        }
        let scores = guarded(count, filledWith: Float(7)) {
          sb_scan_f32(set.kernels, rows, count, dimension, query, $0)
        }
        #expect(largestError(scores, expected) < 2e-6, "(\(count), \(dimension))")
      }
    }
  }

  @Test("Equal rows have equal scores, whichever rows stand beside them", arguments: KernelSet.all)
  func scanIsPositionIndependent(set: KernelSet) {
    var numbers = SeededNumbers(seed: 4)
    let dimension = 519
    let row = numbers.floats(dimension)
    let query = numbers.floats(dimension)
    let rows = (0..<13).flatMap { _ in row }
    let scores = guarded(13, filledWith: Float(7)) {
      sb_scan_f32(set.kernels, rows, 13, dimension, query, $0)
    }
    let single = sb_dot_f32(set.kernels, row, query, dimension)
    #expect(scores == [Float](repeating: single, count: 13))
  }

  @Test("Rows of unit length", arguments: KernelSet.all)
  func normalize(set: KernelSet) {
    var numbers = SeededNumbers(seed: 5)
    for width in awkwardCounts {
      let rows = 3
      let x = numbers.floats(rows * width, in: -30...30)
      let expected = (0..<rows).flatMap { row in
        let values = x[(row * width)..<((row + 1) * width)].map(Double.init)
        let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return values.map { $0 / length }
      }
      let normalized = guarded(x.count, filledWith: Float(7)) { memory in
        memory.update(from: x, count: x.count)
        sb_normalize_l2_f32(set.kernels, memory, rows, width)
      }
      #expect(largestError(normalized, expected) < 1e-6, "width \(width)")
    }
  }

  @Test("A zero row stays zero", arguments: KernelSet.all)
  func normalizeZero(set: KernelSet) {
    var x: [Float] = [0, 0, 0, 3, 0, 4]
    sb_normalize_l2_f32(set.kernels, &x, 2, 3)
    #expect(x.prefix(3) == [0, 0, 0])
    #expect(largestError(Array(x.suffix(3)), [0.6, 0, 0.8]) < 1e-6)
  }

  @Test("Mean of rows", arguments: KernelSet.all)
  func meanRows(set: KernelSet) {
    var numbers = SeededNumbers(seed: 6)
    for width in awkwardCounts {
      for rows in [1, 2, 50] {
        let x = numbers.floats(rows * width)
        let expected = (0..<width).map { column in
          (0..<rows).reduce(0) { $0 + Double(x[$1 * width + column]) } / Double(rows)
        }
        let mean = guarded(width, filledWith: Float(7)) {
          sb_mean_rows_f32(set.kernels, x, rows, width, $0)
        }
        #expect(largestError(mean, expected) < 1e-6, "(\(rows), \(width))")
      }
    }
  }
}
