// SPDX-License-Identifier: MIT

/// What the similarities of the photos that do not fit a query look like, and which photos stand out from them.
///
/// Nothing is compared with a constant similarity: the scale is that of the query's own similarities over the library.
/// Most photos fit no query, so the middle of all similarities says what chance brings about. It is read in two ways: as
/// broad as its lower half, which no fitting photo widens, and, with more caution, as broad as its middle where that is
/// broader. A photo is `confident` if it leads so many photos that, by the cautious reading, at most a tenth of these
/// would be as similar by chance; `maybe` if by the other reading that is at most a half.
///
/// `Documentation/Relevance.md` has the reasons, measurements and limits.
///
/// - Source: Benjamini and Hochberg 1995, "Controlling the False Discovery Rate"; Efron 2004, "Large-Scale Simultaneous
///   Hypothesis Testing: The Choice of a Null Hypothesis", for reading the null distribution off the middle.
package struct RelevanceModel {
  /// How many similarities are enough to know the middle.
  package static let sampleSize = 4096

  /// How far down a ranking photos may stand out.
  ///
  /// Only libraries of more than twice as many photos notice; to know where relevance ends deeper down would cost them more
  /// than the search.
  package static let deepest = 8192

  /// Fewer photos have no middle: all of them are `maybe`.
  package static let fewest = 10

  /// How large a part of the `confident` ones may be there by chance.
  private static let confidentRate = 0.1
  /// How large a part of the `confident` and `maybe` ones together may be there by chance.
  private static let maybeRate = 0.5

  /// A third of all normally distributed numbers is greater than the mean and so many deviations.
  ///
  /// Farther out, the photos that fit would be taken for the breadth of the others more often.
  private static let upperThird = 0.430727

  /// In descending order.
  private let sample: [Double]
  /// How many photos there are.
  private let count: Int
  private let lowerHalf: Chance
  private let middle: Chance

  /// Reads the middle off a sample.
  ///
  /// - Parameters:
  ///   - sample: Similarities of photos that were not chosen by their similarity.
  ///   - count: How many photos the sample is of.
  package init(sample: [Float], of count: Int) {
    let sorted = sample.lazy.map(Double.init).filter(\.isFinite).sorted()
    self.sample = sorted.reversed()
    self.count = count
    guard !sorted.isEmpty else {
      lowerHalf = .unknown
      middle = .unknown
      return
    }
    let median = sorted.quantile(0.5)
    // What the variances of quantiles make of the two: a deviation of f degrees of freedom has the relative variance
    // 1 / 2f, the distance of these quantiles of n normal numbers 2.21 / n, and that of the next 5.14 / n.
    lowerHalf = Chance(
      mean: median,
      deviation: median - sorted.quantile(NormalDistribution.upperTail(1)),
      freedom: Double(sorted.count) / 4.4
    )
    let upper = Chance(
      mean: median,
      deviation: (sorted.quantile(2.0 / 3) - median) / Self.upperThird,
      freedom: Double(sorted.count) / 10.3
    )
    middle = upper.deviation > lowerHalf.deviation ? upper : lowerHalf
  }

  /// How much of a ranking has to be known to tell where relevance ends, as far as the sample tells.
  package var depth: Int {
    let found = sample.indices.last { index in
      let share = Double(index + 1) / Double(sample.count)
      return share <= 0.5 && lowerHalf.share(above: sample[index]) <= Self.maybeRate * share
    }
    guard let found else { return 0 }
    // Somewhat deeper, because a sample is off by the root of what it counts.
    let seen = Double(found + 1)
    let share = (seen + 2 * seen.squareRoot()) / Double(sample.count)
    return min(Int((share * Double(count)).rounded(.up)), Self.deepest)
  }

  /// How far relevance reaches.
  ///
  /// - Parameter ranking: The greatest similarities in descending order: ``depth`` of them or more.
  /// - Returns: No more than half of all photos, unless there are fewer than ``fewest``.
  package func cut(of ranking: some RandomAccessCollection<Float>) -> RelevanceCut {
    guard count >= Self.fewest else { return RelevanceCut(confident: 0, maybe: count) }
    let confident = length(of: ranking, beyond: middle, rate: Self.confidentRate)
    let relevant = length(of: ranking, beyond: lowerHalf, rate: Self.maybeRate)
    return RelevanceCut(confident: confident, maybe: max(0, relevant - confident))
  }

  /// How many photos lead a ranking, of which chance would bring about no more than a given part.
  private func length(
    of ranking: some RandomAccessCollection<Float>,
    beyond chance: Chance,
    rate: Double
  ) -> Int {
    var length = 0
    for (index, similarity) in ranking.prefix(min(count / 2, Self.deepest)).enumerated() {
      let expected = Double(count) * chance.share(above: Double(similarity))
      if expected <= rate * Double(index + 1) { length = index + 1 }
    }
    return length
  }
}

extension [Double] {
  /// The value below which a part of ascending values lies, between two of them where need be.
  fileprivate func quantile(_ part: Double) -> Double {
    let position = part * Double(count - 1)
    let index = Int(position)
    guard index + 1 < count else { return self[count - 1] }
    return self[index] + (position - Double(index)) * (self[index + 1] - self[index])
  }
}
