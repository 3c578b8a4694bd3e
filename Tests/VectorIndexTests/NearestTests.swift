// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// Search finds what sorting everything finds.
@Suite struct NearestTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func file(
    of photos: SamplePhotos,
    rowsPerBlock: Int = 16
  ) throws -> VectorFile {
    try photos.write(to: folder.path(), rowsPerBlock: rowsPerBlock)
    return try VectorFile.open(folder.path(), expecting: photos.identity)
  }

  @Test(arguments: 0..<24)
  func agreesWithSorting(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    let photos = SamplePhotos(
      count: Int.random(in: 0...700, using: &generator),
      dimension: Int.random(in: 1...70, using: &generator),
      using: &generator
    )
    let rowsPerBlock = 16 * Int.random(in: 1...8, using: &generator)
    let file = try file(of: photos, rowsPerBlock: rowsPerBlock)
    var disagreements: [String] = []
    for _ in 0..<12 {
      let query = SamplePhotos.vector(dimension: photos.dimension, using: &generator)
      let count = Int.random(in: 0...photos.identifiers.count + 3, using: &generator)
      let limit = Bool.random(using: &generator) ? count : min(count, 10)
      let workers = Int.random(in: 1...4, using: &generator)
      let share = [0.0, 0.1, 0.9][Int.random(in: 0..<3, using: &generator)]
      let excluded = Set(
        photos.identifiers.filter { _ in Double.random(in: 0..<1, using: &generator) < share }
      )
      let found = file.nearest(
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
    var photos = SamplePhotos(dimension: 2)
    photos.identifiers = (0..<200).map { 10 * $0 }
    photos.vectors = (0..<200).map { [1, $0 == 150 ? 1 : 0] }
    let file = try file(of: photos)
    for workers in 1...4 {
      let found = file.nearest(to: [1, 1], count: 4, workers: workers)
      #expect(found.map(\.identifier) == [1500, 0, 10, 20])
      #expect(found.map(\.similarity) == [2, 1, 1, 1])
    }
  }

  @Test func countsOutOfRange() throws {
    var generator = SeededGenerator(6)
    let photos = SamplePhotos(count: 33, dimension: 2, using: &generator)
    let file = try file(of: photos)
    #expect(file.nearest(to: [1, 1], count: 0, workers: 2).isEmpty)
    #expect(file.nearest(to: [1, 1], count: -1, workers: 2).isEmpty)
    #expect(file.nearest(to: [1, 1], count: .max, workers: 2).count == 33)
    #expect(file.nearest(to: [1, 1], count: 5, workers: 0).count == 5)
    #expect(file.nearest(to: [1, 1], count: 5, workers: 1000).count == 5)
  }

  @Test func anEmptyFileHasNoNeighbours() throws {
    let file = try file(of: SamplePhotos(dimension: 3))
    #expect(file.nearest(to: [1, 2, 3], count: 10, workers: 2).isEmpty)
    #expect(file.similarities(to: [1, 2, 3], workers: 2).isEmpty)
  }

  @Test func exclusion() throws {
    var photos = SamplePhotos(dimension: 1)
    photos.identifiers = Array(1...100)
    photos.vectors = (1...100).map { [Float($0)] }
    let file = try file(of: photos)
    let best = file.nearest(to: [1], count: 3, excluding: [100, 98, 5000], workers: 2)
    #expect(best.map(\.identifier) == [99, 97, 96])
    let all = Set(photos.identifiers)
    #expect(file.nearest(to: [1], count: 3, excluding: all, workers: 2).isEmpty)
    let allButOne = all.subtracting([42])
    #expect(
      file.nearest(to: [1], count: 3, excluding: allButOne, workers: 2)
        == [Neighbour(identifier: 42, similarity: 42)]
    )
  }

  @Test func queriesThatAreNotFinite() throws {
    var photos = SamplePhotos(dimension: 2)
    photos.identifiers = Array(1...40)
    photos.vectors = (1...40).map { [Float($0 % 3) - 1, 0.5] }
    let file = try file(of: photos)
    #expect(file.nearest(to: [.nan, 1], count: 10, workers: 2).isEmpty)
    // The rows with a zero have no similarity; the others have an infinite one.
    let found = file.nearest(to: [.infinity, 1], count: 40, workers: 2)
    let positive = (1...40).filter { $0 % 3 == 2 }
    let negative = (1...40).filter { $0 % 3 == 0 }
    #expect(found.map(\.identifier) == (positive + negative).map(Int64.init))
    #expect(found.first?.similarity == .infinity)
    #expect(found.last?.similarity == -.infinity)
  }

  @Test func sumsThatOverflow() throws {
    var photos = SamplePhotos(dimension: 1)
    photos.identifiers = [1, 2, 3, 4]
    photos.vectors = [[-2e38], [1], [2e38], [-2e38]]
    let file = try file(of: photos)
    let found = file.nearest(to: [1e10], count: 4, workers: 1)
    #expect(found.map(\.identifier) == [3, 2, 1, 4])
  }
}
