// SPDX-License-Identifier: MIT

import Catalog
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct DuplicateTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test(arguments: [1, 2, 4])
  func copiesAreOnePhoto(workers: Int) async throws {
    // Enough for several batches of each worker, with copies side by side and far apart.
    for index in 0..<60 { try sample.add("\(index).png", index % 6) }
    #expect(try await library.run(sample.photos, workers: workers).counts == "added 60")
    let status = try library.status()
    #expect(status.photos == 6)
    #expect(status.searchable == 6)
    #expect(status.files == 60)
    #expect(try library.folders().map(\.photos) == [6])
    let matches = try library.search(.text("a photo"), options: SearchOptions(limit: 100))
    #expect(matches.count == 6)
    #expect(matches.allSatisfy { $0.copies.count == 9 })
    #expect(Set(matches.flatMap { [$0.path] + $0.copies }).count == 60)
    #expect(try sample.damage().isEmpty)
  }

  @Test func aCopyOfAKnownPhotoIsLinked() async throws {
    try sample.add("a.png", 1)
    _ = try await library.run(sample.photos)
    let generation = try sample.catalog().generation()
    try sample.copy("a.png", to: "sub/a copy.png")
    #expect(try await library.run().counts == "added 1, unchanged 1")
    // A filter could ask for the folder of the copy.
    #expect(try sample.catalog().generation() > generation)
    let match = try #require(try library.search(.text("a photo")).first)
    #expect(match.path == sample.path("a.png"))
    #expect(match.copies == [sample.path("sub/a copy.png")])
  }

  @Test func aPhotoStaysAsLongAsOneCopyDoes() async throws {
    try sample.add("a.png", 1)
    try sample.copy("a.png", to: "b.png")
    _ = try await library.run(sample.photos)
    try sample.remove("a.png")
    #expect(try await library.run().counts == "unchanged 1, missing 1")
    let match = try #require(try library.search(.text("a photo")).first)
    #expect(match.path == sample.path("b.png"))
    #expect(match.copies.isEmpty)
  }

  @Test func theSamePictureInOtherBytesIsAnotherPhoto() async throws {
    try sample.add("a.png", 1)
    try sample.add("b.png", 1, comment: "edited")
    #expect(try await library.run(sample.photos).counts == "added 2")
    #expect(try library.status().photos == 2)
  }
}
