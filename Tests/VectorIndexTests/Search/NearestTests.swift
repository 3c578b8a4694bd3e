// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// Search finds what sorting everything finds.
@Suite struct NearestTests {
  @Test(arguments: 0..<24)
  func agreesWithSorting(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    let photos = SamplePhotos(
      count: Int.random(in: 0...3000, using: &generator),
      dimension: Int.random(in: 1...130, using: &generator),
      using: &generator
    )
    let table = try photos.table(rowsPerBlock: 64 * Int.random(in: 1...8, using: &generator))
    var disagreements: [String] = []
    for _ in 0..<12 {
      let query = SamplePhotos.vector(dimension: photos.dimension, using: &generator)
      let count = Int.random(in: 0...photos.identifiers.count + 3, using: &generator)
      let limit = Bool.random(using: &generator) ? count : min(count, 10)
      let workers = Int.random(in: 1...4, using: &generator)
      let share: Double = [0.0, 0.1, 0.5, 0.9, 0.99].randomElement(using: &generator) ?? 0
      let excluded = Set(
        photos.identifiers.filter { _ in Double.random(in: 0..<1, using: &generator) < share }
      )
      let found = try table.nearest(
        to: query,
        count: limit,
        excluding: excluded,
        workers: workers
      )
      if found != photos.nearest(to: query, count: limit, excluding: excluded) {
        disagreements.append("the first \(limit) without \(excluded.count), \(workers) workers")
      }
    }
    #expect(disagreements.isEmpty)
  }

  @Test func tiesAreInOrderOfIdentifiers() throws {
    var photos = SamplePhotos((0..<2000).map { [1, $0 == 150 ? 1 : 0] })
    photos.identifiers = (0..<2000).map { 10 * $0 }
    let table = try photos.table()
    for workers in 1...4 {
      let found = try table.nearest(to: [1, 1], count: 4, workers: workers)
      #expect(found.map(\.identifier) == [1500, 0, 10, 20])
      #expect(found.map(\.similarity) == [2, 1, 1, 1])
    }
  }

  @Test func countsOutOfRange() throws {
    var generator = SeededGenerator(6)
    let table = try SamplePhotos(count: 33, dimension: 2, using: &generator).table()
    #expect(try table.nearest(to: [1, 1], count: 0).isEmpty)
    #expect(try table.nearest(to: [1, 1], count: -1).isEmpty)
    #expect(try table.nearest(to: [1, 1], count: .max).count == 33)
    #expect(try table.nearest(to: [1, 1], count: 5, workers: 0).count == 5)
    #expect(try table.nearest(to: [1, 1], count: 5, workers: 1000).count == 5)
  }

  @Test func anEmptyTableHasNoNeighbours() throws {
    let table = try SamplePhotos(dimension: 3).table()
    #expect(try table.nearest(to: [1, 2, 3], count: 10).isEmpty)
    #expect(try table.similarities(to: [1, 2, 3], workers: 2).isEmpty)
    #expect(try table.rows(of: [1, 2]).count == 0)
  }

  @Test func exclusion() throws {
    let photos = SamplePhotos((1...1000).map { [Float($0)] })
    let table = try photos.table()
    let best = try table.nearest(to: [1], count: 3, excluding: [1000, 998, 5000])
    #expect(best.map(\.identifier) == [999, 997, 996])
    let all = Set(photos.identifiers)
    #expect(try table.nearest(to: [1], count: 3, excluding: all).isEmpty)
    #expect(
      try table.nearest(to: [1], count: 3, excluding: all.subtracting([42]))
        == [Neighbour(identifier: 42, similarity: 42)]
    )
  }

  @Test func severalQueriesAtOnce() throws {
    var generator = SeededGenerator(11)
    let photos = SamplePhotos(count: 1500, dimension: 40, using: &generator)
    let table = try photos.table()
    let queries = (0..<9).map { _ in SamplePhotos.vector(dimension: 40, using: &generator) }
    let found = try table.nearest(to: queries, count: 20, workers: 2)
    #expect(found == queries.map { photos.nearest(to: $0, count: 20) })
    #expect(try table.nearest(to: [[Float]](), count: 20, workers: 2).isEmpty)
  }

  @Test func queriesThatAreNotFinite() throws {
    let photos = SamplePhotos((1...400).map { [Float($0 % 3) - 1, 0.5] })
    let table = try photos.table()
    #expect(try table.nearest(to: [.nan, 1], count: 10).isEmpty)
    // The rows with a zero have no similarity; the others have an infinite one.
    let found = try table.nearest(to: [.infinity, 1], count: 400)
    let positive = (1...400).filter { $0 % 3 == 2 }
    let negative = (1...400).filter { $0 % 3 == 0 }
    #expect(found.map(\.identifier) == (positive + negative).map(Int64.init))
    #expect(found.first?.similarity == .infinity)
    #expect(found.last?.similarity == -.infinity)
  }
}
