// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// Vectors that are made to fool a search over codes: the answer is still that of the vectors themselves.
@Suite struct ExactnessTests {
  private static let dimension = 96

  /// How a collection of vectors is made.
  enum Collection: String, CaseIterable, Sendable {
    case random, clustered, equal, opposite, zero, denormal, duplicated, nearTies, farFromCentre
    case oneHot, outlying, hugeAndTiny, overflowing

    func vectors(_ count: Int, using generator: inout SeededGenerator) -> [[Float]] {
      let base = Self.direction(using: &generator)
      return (0..<count).map { index in
        switch self {
        case .random: Self.direction(using: &generator)
        case .clustered:
          zip(base, Self.direction(using: &generator)).map { $0 + 0.02 * $1 }
        case .equal: base
        case .opposite: index.isMultiple(of: 2) ? base : base.map { -$0 }
        case .zero: index.isMultiple(of: 3) ? base : base.map { _ in 0 }
        case .denormal: base.map { $0 * 0x1p-140 }
        case .duplicated:
          index.isMultiple(of: 7) ? Self.direction(using: &generator) : base
        case .nearTies:
          base.map { $0 + Float(Int.random(in: -1...1, using: &generator)) * $0.ulp }
        case .farFromCentre: index == count / 2 ? base.map { -100 * $0 } : base.map { $0 + 1 }
        case .oneHot: (0..<base.count).map { $0 == index % base.count ? 1 : 0 }
        case .outlying:
          Self.direction(using: &generator).enumerated().map { $0 == 5 ? 30 : $1 }
        case .hugeAndTiny:
          Self.direction(using: &generator).map {
            $0 * [1e-30, 1e-12, 1, 1e12, 1e30][index % 5]
          }
        case .overflowing: Self.direction(using: &generator).map { $0 * 3e38 }
        }
      }
    }

    static func direction(using generator: inout SeededGenerator) -> [Float] {
      (0..<dimension).map { _ in Float.random(in: -1...1, using: &generator) / 8 }
    }
  }

  @Test(arguments: Collection.allCases)
  func nearestAreThoseOfTheVectors(_ collection: Collection) throws {
    var generator = SeededGenerator(31)
    let photos = SamplePhotos(collection.vectors(2500, using: &generator))
    let table = try photos.table()
    var queries = (0..<3).map { _ in Collection.direction(using: &generator) }
    queries += [photos.vectors[0], photos.vectors[1250], queries[0].map { $0 * 1e-25 }]
    queries += [queries[0].map { $0 * 1e15 }, queries[0].map { _ in 0 }]
    queries += [(0..<Self.dimension).map { $0 == 5 ? 1 : 0 }]
    var disagreements: [String] = []
    for (number, query) in queries.enumerated() {
      let all = try table.similarities(to: query, workers: 2)
      for count in [1, 10, 100, 600, 2500]
      where try table.nearest(to: query, count: count, workers: 2) != all.best(count) {
        disagreements.append("query \(number), the first \(count)")
      }
    }
    #expect(disagreements.isEmpty)
  }

  @Test(arguments: Collection.allCases)
  func similaritiesAreDotProducts(_ collection: Collection) throws {
    // Their products overflow, or have few bits left.
    guard collection != .overflowing, collection != .denormal else { return }
    var generator = SeededGenerator(32)
    let photos = SamplePhotos(collection.vectors(300, using: &generator))
    let query = Collection.direction(using: &generator)
    let found = try photos.table().similarities(to: query, workers: 2)
    #expect(found.map(\.identifier) == photos.identifiers)
    var greatest = 0.0
    for (neighbour, vector) in zip(found, photos.vectors) {
      let products = zip(vector, query).map { Double($0) * Double($1) }
      let scale = products.reduce(1e-44) { $0 + abs($1) }
      greatest = max(greatest, abs(Double(neighbour.similarity) - products.reduce(0, +)) / scale)
    }
    #expect(greatest < 1e-6)
  }

  /// Enough to read that there is work for several threads.
  @Test func theAnswerIsTheSameForAnyNumberOfWorkersAndBlocks() throws {
    var generator = SeededGenerator(33)
    let photos = SamplePhotos(Collection.random.vectors(12_000, using: &generator))
    let queries = (0..<8).map { _ in Collection.direction(using: &generator) }
    let table = try photos.table()
    let expected = try table.nearest(to: queries, count: 50, workers: 1)
    // So many that vectors are compared, and not their codes.
    let most = try table.nearest(to: queries[0], count: 4000, workers: 1)
    let all = try table.similarities(to: queries[0], workers: 1)
    var differences: [String] = []
    for rowsPerBlock in [64, 128, 1024, 8192] {
      let table = try photos.table(rowsPerBlock: rowsPerBlock)
      for workers in 1...4 {
        let isSame =
          try table.nearest(to: queries, count: 50, workers: workers) == expected
          && table.nearest(to: queries[0], count: 50, workers: workers) == expected[0]
          && table.nearest(to: queries[0], count: 4000, workers: workers) == most
          && table.similarities(to: queries[0], workers: workers) == all
        if !isSame { differences.append("\(workers) workers, \(rowsPerBlock) rows a block") }
      }
    }
    #expect(differences.isEmpty)
  }

  /// If nearly all rows had to be computed, answers would be right and the codes worthless.
  @Test(arguments: [Collection.random, .clustered, .outlying])
  func codesExcludeNearlyAll(_ collection: Collection) throws {
    var generator = SeededGenerator(34)
    let table = try SamplePhotos(collection.vectors(10_000, using: &generator)).table()
    let query = Collection.direction(using: &generator)
    #expect(try table.candidateCount(to: query, count: 10, workers: 2) < 200)
  }
}
