// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct ExampleTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func aPhotoOfTheLibraryIsNotEncodedAgain() async throws {
    try sample.add(0..<5)
    _ = try await library.run(sample.photos)
    // A vector that no encoder gives.
    let catalog = try SampleCatalog(sample, library)
    for index in 0..<5 {
      try catalog.replace(sample.path("\(index).png"), vector: catalog.axis(index))
    }
    let matches = try library.search(
      .photo(sample.path("3.png").string),
      options: SearchOptions(limit: 10)
    )
    #expect(matches.map(\.similarity) == [1, 0, 0, 0, 0])
    #expect(matches.first?.path == sample.path("3.png"))
    // By its content, wherever it lies.
    try FileManager.default.copyItem(
      atPath: sample.path("2.png").string,
      toPath: "\(sample.root)/outside"
    )
    let outside = try library.search(
      .photo("\(sample.root)/outside"),
      options: SearchOptions(limit: 1)
    )
    #expect(outside.map(\.similarity) == [1])
    #expect(outside.first?.path == sample.path("2.png"))
  }

  @Test func similarPhotosAreOthers() async throws {
    try sample.add(0..<10)
    try sample.copy("4.png", to: "copy.png")
    _ = try await library.run(sample.photos)
    for name in ["4.png", "copy.png"] {
      let matches = try library.similar(to: sample.path(name), options: SearchOptions(limit: 100))
      #expect(matches.count == 9)
      #expect(!matches.contains { $0.path == sample.path("4.png") || !$0.copies.isEmpty })
      #expect(zip(matches, matches.dropFirst()).allSatisfy { $0.score >= $1.score })
    }
    #expect(
      try library.similar(to: sample.path("4.png"), options: SearchOptions(limit: 3)).count == 3
    )
  }

  @Test func similarityIsThatOfTheVectors() async throws {
    try sample.add(0..<4)
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    try catalog.replace(sample.path("0.png"), vector: catalog.axis(0))
    for (index, similarity) in [0.25, -0.5, 0.75].enumerated() {
      try catalog.replace(
        sample.path("\(index + 1).png"),
        vector: catalog.vector(similarity: Float(similarity))
      )
    }
    let matches = try library.similar(to: sample.path("0.png"))
    #expect(matches.map(\.path.lastComponent?.string) == ["3.png", "1.png", "2.png"])
    #expect(matches.map(\.similarity) == [0.75, 0.25, -0.5])
  }

  @Test func aPhotoFromElsewhereIsEncoded() async throws {
    try sample.add(0..<5)
    _ = try await library.run(sample.photos)
    // The picture of a photo that the library has, in other bytes.
    let path = sample.root.appending("elsewhere.png")
    try Data(SamplePhoto(seed: 3, comment: "elsewhere").png()).write(
      to: URL(filePath: path.string)
    )
    let matches = try library.similar(to: path)
    #expect(matches.count == 5)
    #expect(matches.first?.path == sample.path("3.png"))
    #expect(abs(try #require(matches.first).score - 1) < 1e-4)
    #expect(try library.status().photos == 5)
  }

  @Test func namesOfExamplesNeedNotBeText() async throws {
    let name: [UInt8] = [0xFF, 0xFE] + Array(".png".utf8)
    try sample.add(name, bytes: SamplePhoto(seed: 1).png())
    try sample.add("other.png", 2)
    _ = try await library.run(sample.photos)
    let path = FilePath(bytes: sample.photos.bytes + [UInt8(ascii: "/")] + name)
    #expect(try library.similar(to: path).map(\.path) == [sample.path("other.png")])
  }

  @Test func namesOfExamplesMayLookLikeQueries() async throws {
    let names = ["2:beach.png", "a - b.png", "a + b.png", "~tilde.png", "\"quoted\".png"]
    for (seed, name) in names.enumerated() { try sample.add(name, seed) }
    _ = try await library.run(sample.photos)
    for name in names {
      #expect(try library.similar(to: sample.path(name)).count == 4, "\(name)")
      let best = try library.search(
        .photo(sample.path(name).string),
        options: SearchOptions(limit: 1)
      ).first
      #expect(best?.path == sample.path(name))
    }
  }

  @Test func anExampleThatCannotBeUsedIsNamed() async throws {
    try sample.add("text.txt", bytes: Array("words".utf8))
    try sample.add("broken.jpg", bytes: Array("words".utf8))
    let cases: [(FilePath, ShoeboxError.Code)] = [
      (sample.path("absent.jpg"), .noInput), (sample.path("text.txt"), .badInput),
      (sample.path("broken.jpg"), .badInput), (sample.photos, .badInput),
    ]
    for (path, code) in cases {
      let similar = #expect(throws: ShoeboxError.self) { try library.similar(to: path) }
      #expect(similar?.code == code, "\(path)")
      #expect(similar?.message.contains(path.string) == true, "\(similar?.message ?? "")")
      let search = #expect(throws: ShoeboxError.self) {
        try library.search(.text("a dog") + .photo(path.string))
      }
      #expect(search == similar)
    }
  }
}
