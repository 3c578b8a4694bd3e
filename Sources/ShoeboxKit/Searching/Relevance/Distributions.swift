// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The normal distribution with mean 0 and deviation 1.
enum NormalDistribution {
  /// The part that is greater than `value`.
  static func upperTail(_ value: Double) -> Double { 0.5 * erfc(value / 2.0.squareRoot()) }
}

/// Student's distribution: of a normally distributed number measured by a deviation that is itself uncertain.
enum StudentDistribution {
  /// The part that is greater than `value`.
  ///
  /// - Parameters:
  ///   - value: Any.
  ///   - freedom: Degrees of freedom, above zero.
  /// - Returns: Off by some percent of itself at most for 2 degrees of freedom and more, and by next to nothing for many.
  /// - Source: Wallace 1959, "Bounds on Normal Approximations to Student's and the Chi-Square Distributions".
  static func upperTail(_ value: Double, freedom: Double) -> Double {
    guard value > 0 else { return NormalDistribution.upperTail(value) }
    let normal =
      (8 * freedom + 1) / (8 * freedom + 3)
      * (freedom * log1p(value * value / freedom)).squareRoot()
    return NormalDistribution.upperTail(normal)
  }
}
