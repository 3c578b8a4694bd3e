// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import Synchronization
import SystemPackage
import Testing

@Suite struct SearchTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func agreesWithComparingEveryPhoto() async throws {
    try sample.add(0..<40)
    _ = try await library.run(sample.photos)
    let vectors = try SampleCatalog(sample, library).vectors()
    #expect(vectors.count == 40)
    let model = try EmbeddingModel(.starter)
    for text in ["a dog", "snow", "a red square beside a green one"] {
      let query = try model.encode(texts: [text])[0]
      let expected = vectors.mapValues { vector in
        zip(vector, query).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      }
      for limit in [1, 5, 40, 1_000] {
        let matches = try library.search(.text(text), options: SearchOptions(limit: limit))
        #expect(matches.count == min(limit, 40))
        let differences = matches.map { match in
          abs(Double(match.score) - (expected[match.photo] ?? .infinity))
        }
        #expect(differences.allSatisfy { $0 < 1e-6 })
        #expect(zip(matches, matches.dropFirst()).allSatisfy { $0.score >= $1.score })
        // Nothing that was left out is better than what was found.
        let found = Set(matches.map(\.photo))
        let best = expected.filter { !found.contains($0.key) }.values.max() ?? -1
        #expect(best <= Double(try #require(matches.last).score) + 1e-6)
      }
    }
  }

  @Test func equalPhotosComeInTheOrderTheyWereIndexed() async throws {
    try sample.add(0..<6)
    _ = try await library.run(sample.photos, workers: 1)
    let catalog = try SampleCatalog(sample, library)
    for index in 0..<6 { try catalog.replace(sample.path("\(index).png"), vector: catalog.axis(0)) }
    let matches = try library.search(.text("a photo"))
    #expect(matches.map(\.photo) == matches.map(\.photo).sorted())
    #expect(Set(matches.map(\.similarity)).count == 1)
  }

  @Test func aLimitOfNothingFindsNothing() async throws {
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    #expect(try library.search(.text("a photo"), options: SearchOptions(limit: 0)).isEmpty)
    #expect(try library.search(.text("a photo"), options: SearchOptions(limit: -5)).isEmpty)
    #expect(try library.search(.text("a photo"), options: SearchOptions(limit: .max)).count == 3)
  }

  @Test func photosDeletedSinceTheRunMakeRoomForOthers() async throws {
    try sample.add(0..<40)
    _ = try await library.run(sample.photos)
    let all = try library.search(.text("a photo"), options: SearchOptions(limit: 40))
    for match in all.prefix(30) {
      try FileManager.default.removeItem(atPath: match.path.string)
    }
    let matches = try library.search(.text("a photo"), options: SearchOptions(limit: 4))
    #expect(matches.map(\.photo) == all[30..<34].map(\.photo))
    #expect(try library.search(.text("a photo"), options: SearchOptions(limit: 20)).count == 10)
  }

  @Test func aCopyAnswersForAPhotoThatWasDeleted() async throws {
    try sample.add("a.png", 1)
    try sample.copy("a.png", to: "b.png")
    _ = try await library.run(sample.photos)
    try sample.remove("a.png")
    let match = try #require(try library.search(.text("a photo")).first)
    #expect(match.path == sample.path("b.png"))
    #expect(match.copies.isEmpty)
  }

  @Test func sumsAndDifferencesMoveTheQuery() async throws {
    try sample.add(0..<10)
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    for index in 0..<10 {
      try catalog.replace(sample.path("\(index).png"), vector: catalog.axis(index))
    }
    let (a, b) = (sample.path("3.png").string, sample.path("7.png").string)
    let sum = try library.search(2 * .photo(a) + .photo(b), options: SearchOptions(limit: 2))
    #expect(sum.map(\.path) == [FilePath(a), FilePath(b)])
    #expect(abs(sum[0].score - 2 / 5.0.squareRoot().float) < 1e-6)
    #expect(abs(sum[1].score - 1 / 5.0.squareRoot().float) < 1e-6)
    let difference = try library.search(.photo(a) - .photo(b), options: SearchOptions(limit: 10))
    #expect(difference.first?.path == FilePath(a))
    #expect(difference.last?.path == FilePath(b))
    #expect(abs(try #require(difference.last).score + 0.5.squareRoot().float) < 1e-6)
    let error = #expect(throws: QueryError.self) { try library.search(.photo(a) - .photo(a)) }
    #expect(error?.code == .cancelled)
  }

  @Test func aWrittenQueryIsTheSameAsABuiltOne() async throws {
    try sample.add(0..<8)
    _ = try await library.run(sample.photos)
    let path = sample.path("2.png")
    let written = try library.search(Query.parse("2:snow + \(path) - people"))
    let built = try library.search(2 * .text("snow") + .photo(path.string) - .text("people"))
    #expect(written == built)
    #expect(written.count == 8)
  }

  @Test func anyNumberMaySearchAtOnce() async throws {
    try sample.add(0..<20)
    _ = try await library.run(sample.photos)
    let expected = try library.search(.text("a photo"))
    let results = try await withThrowingTaskGroup(of: SearchResults.self) { group in
      let library = library
      for _ in 0..<8 { group.addTask { try library.search(.text("a photo")) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count == 8)
    #expect(results.allSatisfy { $0 == expected })
  }
}

extension Double {
  fileprivate var float: Float { Float(self) }
}
