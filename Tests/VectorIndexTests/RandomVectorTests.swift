// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// A file of a realistic shape.
@Suite struct RandomVectorTests {
  private static let count = 20_000
  private static let dimension = 64

  private let folder: TemporaryFolder
  private let file: VectorFile
  private let query: [Float]

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(7)
    func vector() -> [Float] {
      (0..<Self.dimension).map { _ in Float.random(in: -1...1, using: &generator) }
    }
    let identity = VectorFileIdentity.sample(dimension: Self.dimension)
    try VectorFile.write(to: folder.path(), identity: identity) { writer in
      for identifier in 0..<Self.count {
        try writer.append(Int64(identifier), vector())
      }
    }
    file = try VectorFile.open(folder.path(), expecting: identity)
    query = vector()
  }

  @Test func similaritiesAreDotProducts() {
    let similarities = file.similarities(to: query, workers: 2)
    #expect(similarities.count == Self.count)
    var greatestDifference = 0.0
    for (row, similarity) in similarities.enumerated() {
      let products = zip(file.vector(at: row), query).map { Double($0) * Double($1) }
      greatestDifference = max(
        greatestDifference,
        abs(Double(similarity) - products.reduce(0, +))
      )
    }
    #expect(greatestDifference < 1e-5)
  }

  @Test func everyNumberOfWorkersGivesTheSameAnswer() {
    let similarities = file.similarities(to: query, workers: 1)
    let sorted = similarities.enumerated()
      .map { Neighbour(identifier: Int64($0), similarity: $1) }
      .sorted { ($1.similarity, $0.identifier) < ($0.similarity, $1.identifier) }
    for workers in 1...4 {
      #expect(file.similarities(to: query, workers: workers) == similarities)
      for count in [1, 10, 100, 5000] {
        let found = file.nearest(to: query, count: count, workers: workers)
        #expect(found == Array(sorted.prefix(count)))
      }
    }
  }
}
