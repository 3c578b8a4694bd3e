// SPDX-License-Identifier: MIT

/// How similar photos are to a query that they do not fit: normally distributed, as far as a sample tells.
struct Chance: Sendable {
  /// The middle.
  let mean: Double
  /// The standard deviation, as the sample shows it.
  let deviation: Double
  /// How certain the deviation is: that of so many and one more normally distributed numbers would be as certain.
  let freedom: Double

  /// No sample: anything may be chance.
  static let unknown = Chance(mean: 0, deviation: 0, freedom: 0)

  /// Which part of such photos is more similar than that.
  ///
  /// - Parameter similarity: Any.
  /// - Returns: 0...1; 1 where the sample shows no breadth, so that nothing can be told.
  func share(above similarity: Double) -> Double {
    guard deviation > 0, freedom > 0 else { return 1 }
    return StudentDistribution.upperTail((similarity - mean) / deviation, freedom: freedom)
  }
}
