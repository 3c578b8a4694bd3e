// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import Testing

/// What stands out from chance is told from what does not, for any scale and any number of photos.
@Suite struct RelevanceTests {
  /// Similarities of which some are some deviations above the others.
  private struct Mixture {
    var count: Int
    var fitting = 0
    var separation = 0.0
    var scale = (mean: 0.2, deviation: 0.03)

    /// In descending order, with whether they fit.
    func drawn(_ seed: UInt64) -> [(similarity: Float, fits: Bool)] {
      var generator = SeededGenerator(seed)
      return (0..<count).map { index in
        let normal = generator.normal() + (index < fitting ? separation : 0)
        return (Float(scale.mean + scale.deviation * normal), index < fitting)
      }
      .sorted { $0.0 > $1.0 }
    }
  }

  /// Over several draws: how many were found, how many of them fit, how many there were.
  private struct Tally {
    var confident = 0
    var right = 0
    var relevant = 0
    var rightRelevant = 0
    var fitting = 0

    var precision: Double { Double(right) / Double(max(confident, 1)) }
    var recall: Double { Double(right) / Double(max(fitting, 1)) }
    var relevantPrecision: Double { Double(rightRelevant) / Double(max(relevant, 1)) }
    var relevantRecall: Double { Double(rightRelevant) / Double(max(fitting, 1)) }
  }

  private func tally(_ mixture: Mixture, draws: Int = 20) -> Tally {
    var tally = Tally()
    for seed in 0..<UInt64(draws) {
      let drawn = mixture.drawn(seed + 1)
      let similarities = drawn.map(\.similarity)
      let cut = RelevanceModel(sample: similarities, of: drawn.count).cut(of: similarities)
      tally.confident += cut.confident
      tally.right += drawn.prefix(cut.confident).count(where: \.fits)
      tally.relevant += cut.relevant
      tally.rightRelevant += drawn.prefix(cut.relevant).count(where: \.fits)
      tally.fitting += mixture.fitting
    }
    return tally
  }

  @Test(arguments: [20, 50, 200, 1000, 5000])
  func whereNothingFitsHardlyAnythingIsFound(count: Int) {
    let tally = tally(Mixture(count: count))
    #expect(Double(tally.confident) / 20 < 0.5)
    #expect(Double(tally.relevant) / 20 < 10)
  }

  @Test(arguments: [(200, 4), (1000, 1), (1000, 10), (1000, 100), (5000, 500)])
  func whatStandsOutIsFound(count: Int, fitting: Int) {
    let tally = tally(Mixture(count: count, fitting: fitting, separation: 6))
    #expect(tally.precision > 0.8)
    #expect(tally.recall > 0.9)
    #expect(tally.relevantRecall > 0.99)
  }

  @Test(arguments: [(200, 20), (1000, 10), (1000, 100), (5000, 250)])
  func whatOverlapsIsFoundInPart(count: Int, fitting: Int) {
    let tally = tally(Mixture(count: count, fitting: fitting, separation: 3))
    #expect(tally.precision > 0.85)
    #expect(tally.relevantPrecision > 0.35)
    #expect(tally.relevantRecall > 0.6)
  }

  @Test func aThirdOfTheLibraryIsAtLeastMaybe() {
    let tally = tally(Mixture(count: 1000, fitting: 300, separation: 4))
    #expect(tally.relevantPrecision > 0.8)
    #expect(tally.relevantRecall > 0.9)
  }

  @Test func theScaleDoesNotMatter() {
    let mixture = Mixture(count: 1000, fitting: 30, separation: 5)
    let cuts = [(0.2, 0.03), (-0.6, 0.0004), (0.0, 0.2)].map { scale in
      var mixture = mixture
      mixture.scale = scale
      let similarities = mixture.drawn(3).map(\.similarity)
      return RelevanceModel(sample: similarities, of: 1000).cut(of: similarities)
    }
    #expect(cuts[0].confident >= 25)
    #expect(Set(cuts.map(\.confident)).count == 1)
    #expect(Set(cuts.map(\.maybe)).count == 1)
  }

  @Test(arguments: 0..<RelevanceModel.fewest)
  func ofFewPhotosNothingCanBeTold(count: Int) {
    let similarities = (0..<count).map { 1 - Float($0) / 10 }
    let cut = RelevanceModel(sample: similarities, of: count).cut(of: similarities)
    #expect(cut.confident == 0)
    #expect(cut.maybe == count)
  }

  @Test func degenerateSimilaritiesAreNoTrouble() {
    for similarities in [
      [Float](repeating: 0.3, count: 100), [Float](repeating: .nan, count: 100), [],
      [1] + [Float](repeating: 0, count: 99), [.infinity] + [Float](repeating: 0.1, count: 99),
    ] {
      let cut = RelevanceModel(sample: similarities, of: 100).cut(of: similarities)
      #expect(cut.relevant <= 50)
    }
  }

  /// A sample of a large library tells how deep to look.
  @Test func aSampleTellsHowDeepToLook() {
    let drawn = Mixture(count: 100_000, fitting: 2000, separation: 5).drawn(1).map(\.similarity)
    let sample = stride(from: 0, to: drawn.count, by: 25).map { drawn[$0] }
    let model = RelevanceModel(sample: sample, of: drawn.count)
    #expect((2000...RelevanceModel.deepest).contains(model.depth))
    let cut = model.cut(of: drawn.prefix(model.depth))
    #expect((1700...2300).contains(cut.confident))
    #expect(cut == model.cut(of: drawn))
    // Nothing relevant: no deeper than usual.
    let noise = Mixture(count: 100_000).drawn(2).map(\.similarity)
    let quiet = stride(from: 0, to: noise.count, by: 25).map { noise[$0] }
    #expect(RelevanceModel(sample: quiet, of: noise.count).depth < 2000)
  }

  @Test func ranksSayHowRelevantTheyAre() {
    let drawn = Mixture(count: 500, fitting: 20, separation: 6).drawn(4).map(\.similarity)
    let cut = RelevanceModel(sample: drawn, of: 500).cut(of: drawn)
    #expect(cut.confident > 0 && cut.maybe > 0)
    #expect(cut.relevance(atRank: 0) == .confident)
    #expect(cut.relevance(atRank: cut.confident - 1) == .confident)
    #expect(cut.relevance(atRank: cut.confident) == .maybe)
    #expect(cut.relevance(atRank: cut.relevant) == .rest)
  }
}

extension SeededGenerator {
  /// A normally distributed number.
  ///
  /// - Source: Box and Muller 1958, "A Note on the Generation of Random Normal Deviates".
  fileprivate mutating func normal() -> Double {
    let (first, second) = (
      Double.random(in: Double.ulpOfOne..<1, using: &self), Double.random(in: 0..<1, using: &self)
    )
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }
}
