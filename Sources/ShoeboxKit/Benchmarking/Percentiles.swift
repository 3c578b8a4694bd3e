// SPDX-License-Identifier: MIT

/// Measured values in order.
package struct Percentiles {
  private let values: [Double]

  /// Sorts values; there is at least one.
  package init(_ values: [Double]) {
    self.values = values.sorted()
  }

  /// The middle value.
  package var median: Double { self[0.5] }

  /// The smallest value that at least this share of all values does not exceed.
  package subscript(share: Double) -> Double {
    guard let last = values.last else { return .nan }
    let index = Int((share * Double(values.count)).rounded(.up)) - 1
    return values.indices.contains(index) ? values[index] : last
  }
}
