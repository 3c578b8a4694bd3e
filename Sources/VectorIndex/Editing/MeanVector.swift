// SPDX-License-Identifier: MIT

/// The mean of many vectors.
struct MeanVector {
  private var sums: [Double]
  private var count = 0

  /// The mean of no vectors of E floats.
  init(dimension: Int) {
    sums = [Double](repeating: 0, count: dimension)
  }

  /// Adds vectors, one after another.
  mutating func add(_ vectors: UnsafeBufferPointer<Float>) {
    sums.withUnsafeMutableBufferPointer { sums in
      for start in stride(from: 0, to: vectors.count, by: sums.count) {
        for index in sums.indices { sums[index] += Double(vectors[start + index]) }
      }
    }
    count += vectors.count / sums.count
  }

  /// The mean, if it is of use to subtract it; else zeros.
  var centre: [Float] {
    let mean = sums.map { Float($0 / Double(max(count, 1))) }
    let isUsable = mean.allSatisfy { abs($0) <= RowCoding.magnitudes.upperBound }
    return isUsable ? mean : [Float](repeating: 0, count: sums.count)
  }
}
