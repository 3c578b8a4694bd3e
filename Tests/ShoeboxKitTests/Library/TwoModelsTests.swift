// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct TwoModelsTests {
  let sample: SampleLibrary
  let starter: PhotoLibrary
  let tiny: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    starter = try sample.open()
    tiny = try sample.open(TinyModel.selection)
  }

  @Test func theSecondModelFindsNothingBeforeItHasLooked() async throws {
    try sample.add(0..<5)
    _ = try await starter.run(sample.photos)
    #expect(!tiny.usesStarterModel)
    #expect(tiny.modelName == "openclip-vit")
    #expect(try tiny.search(.text("a photo")).isEmpty)
    let status = try tiny.status()
    #expect(status.photos == 5)
    #expect(status.searchable == 0)
    #expect(status.embeddingDimension == 32)
    #expect(try starter.status().searchable == 5)
  }

  @Test func eachFillsItsOwn() async throws {
    try sample.add(0..<5)
    try sample.copy("0.png", to: "copy.png")
    try sample.add("broken.jpg", bytes: [1, 2, 3])
    #expect(try await starter.run(sample.photos).counts == "added 6, failed 1")
    let expected = try similarities(starter)
    // What cannot be decoded for one model cannot be for the other.
    let filled = try await tiny.run()
    #expect(filled.failed == 0)
    #expect(filled.added == 0)
    #expect(try tiny.status().searchable == 5)
    #expect(try tiny.names().count == 6)
    #expect(try await tiny.run().counts == "unchanged 7")
    #expect(try await starter.run().counts == "unchanged 7")
    #expect(try similarities(starter) == expected)
    #expect(try sample.damage().isEmpty)
  }

  @Test func aRunThatWasCutShortLeavesPhotosToIndex() async throws {
    for number in 0..<5 { try sample.add("\(number < 2 ? "one" : "two")/\(number).png", number) }
    _ = try await starter.run(sample.path("one"), sample.path("two"))
    #expect(try starter.photosLeftToIndex() == 0)
    // As a run that was killed leaves it.
    let mark = "unfinished-\(try tiny.status().fingerprint.prefix(16))"
    let path = sample.location.folder.appending(mark).string
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(try tiny.photosLeftToIndex() == 5)
    // A run through some folders goes to its end, and not to that of the library.
    _ = try await tiny.run(sample.path("one"))
    #expect(try tiny.photosLeftToIndex() == 3)
    #expect(try starter.photosLeftToIndex() == 0)
    _ = try await starter.run()
    #expect(try tiny.photosLeftToIndex() == 3)
    _ = try await tiny.run()
    #expect(try tiny.photosLeftToIndex() == 0)
    #expect(!FileManager.default.fileExists(atPath: path))
    _ = try await tiny.run(sample.path("one"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func theirVectorsNeverMix() async throws {
    try sample.add(0..<4)
    _ = try await starter.run(sample.photos)
    _ = try await tiny.run()
    let catalog = try sample.catalog()
    for library in [starter, tiny] {
      let status = try library.status()
      let model = try catalog.model(
        fingerprint: status.fingerprint,
        name: status.model,
        dimension: status.embeddingDimension
      )
      var lengths: [Int] = []
      try catalog.forEachEmbedding(model: model) { _, vector in lengths.append(vector.count) }
      #expect(lengths == [Int](repeating: status.embeddingDimension, count: 4))
    }
    #expect(try sample.vectorFile(of: starter) != sample.vectorFile(of: tiny))
    // The files of one, put in the place of the other's, are not believed.
    let (first, second) = (
      try sample.vectorFile(of: starter).string, try sample.vectorFile(of: tiny).string
    )
    let expected = try similarities(tiny)
    try FileManager.default.removeItem(atPath: second)
    try FileManager.default.copyItem(atPath: first, toPath: second)
    #expect(try similarities(sample.open(TinyModel.selection)) == expected)
  }

  @Test func newPhotosAreNewForTheOther() async throws {
    try sample.add(0..<2)
    _ = try await starter.run(sample.photos)
    _ = try await tiny.run()
    try sample.add(2..<5)
    #expect(try await tiny.run().counts == "added 3, unchanged 2")
    #expect(try starter.status().searchable == 2)
    #expect(try starter.names() == ["0.png", "1.png"])
    _ = try await starter.run()
    #expect(try starter.status().searchable == 5)
    #expect(try starter.names().count == 5)
  }

  @Test func anExampleIsEncodedByTheModelInUse() async throws {
    try sample.add(0..<6)
    _ = try await starter.run(sample.photos)
    #expect(try tiny.similar(to: sample.path("0.png")).isEmpty)
    _ = try await tiny.run()
    #expect(try tiny.similar(to: sample.path("0.png")).count == 5)
    let match = try #require(try tiny.search(.photo(sample.path("0.png").string)).first)
    #expect(match.path == sample.path("0.png"))
    #expect(abs(match.score - 1) < 1e-5)
  }

  private func similarities(_ library: PhotoLibrary) throws -> [Float] {
    try library.search(.text("a photo"), options: SearchOptions(limit: 100)).map(\.score)
  }
}
