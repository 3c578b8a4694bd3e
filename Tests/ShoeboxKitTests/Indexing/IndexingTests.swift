// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct IndexingTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func aSecondRunHasNothingToDo() async throws {
    try sample.add(0..<5)
    let first = try await library.run(sample.photos)
    #expect(first.counts == "added 5")
    #expect(!first.isInterrupted)
    #expect(first.absentFolders.isEmpty)
    #expect(first.unreadableFolders.isEmpty)
    let generation = try sample.catalog().generation()
    let second = try await library.run()
    #expect(second.counts == "unchanged 5")
    #expect(try sample.catalog().generation() == generation)
    #expect(try library.names() == ["0.png", "1.png", "2.png", "3.png", "4.png"])
  }

  @Test func aRunLetsGoOfTheLibraryBeforeItSaysSo() async throws {
    try sample.add(0..<1)
    _ = try await library.run(sample.photos)
    for round in 0..<200 {
      do {
        _ = try await library.run()
      } catch {
        Issue.record("round \(round): \(error)")
        return
      }
    }
  }

  @Test func aRunWithNothingToReadNeedsNoDecoder() async {
    // In a process of its own, where nobody has decoded a photo yet.
    await #expect(processExitsWith: .success) {
      let sample = try SampleLibrary()
      try sample.makeFolder("photos/empty")
      let library = try sample.open()
      _ = try await library.run(sample.photos)
    }
  }

  @Test func changedContentIsEncodedAgain() async throws {
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    let before = try vector(of: "1.png")
    try sample.add("1.png", 77)
    #expect(try await library.run().counts == "updated 1, unchanged 2")
    #expect(try vector(of: "1.png") != before)
    let status = try library.status()
    #expect(status.photos == 3)
    #expect(status.files == 3)
    #expect(status.searchable == 3)
  }

  @Test func anotherTimeAloneKeepsTheVector() async throws {
    try sample.add(0..<2)
    _ = try await library.run(sample.photos)
    let generation = try sample.catalog().generation()
    sample.setTime(sample.path("1.png"), seconds: 1_700_000_000)
    #expect(try await library.run().counts == "updated 1, unchanged 1")
    // Nothing that a search sees has changed.
    #expect(try sample.catalog().generation() == generation)
    #expect(try await library.run().counts == "unchanged 2")
  }

  @Test func aRestoredFileIsNotReadAgain() async throws {
    try sample.add("a.png", 1)
    _ = try await library.run(sample.photos)
    let stamp = try #require(try files().first).stamp
    // The same bytes and time in another inode, as after restoring a backup.
    try sample.copy("a.png", to: "other.png")
    sample.setTime(
      sample.path("other.png"),
      seconds: Int(stamp.modifiedNanoseconds / 1_000_000_000)
    )
    try sample.remove("a.png")
    try sample.move("photos/other.png", to: "photos/a.png")
    #expect(try await library.run().counts == "unchanged 1")
    let restored = try #require(try files().first).stamp
    #expect(restored.inode != stamp.inode)
    #expect(restored.modifiedNanoseconds == stamp.modifiedNanoseconds)
  }

  @Test func filesThatAreGoneLeaveTheResultsAndComeBack() async throws {
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    try sample.move("photos/1.png", to: "elsewhere.png")
    #expect(try await library.run().counts == "unchanged 2, missing 1")
    #expect(try library.names() == ["0.png", "2.png"])
    #expect(try library.status().missing == 1)
    #expect(try library.status().photos == 2)
    // They are missing once, not in every run.
    #expect(try await library.run().counts == "unchanged 2")

    try sample.move("elsewhere.png", to: "photos/1.png")
    #expect(try await library.run().counts == "unchanged 3")
    #expect(try library.names() == ["0.png", "1.png", "2.png"])
    #expect(try library.status().missing == 0)
  }

  @Test func contentDecidesAndNotTheName() async throws {
    let png = SamplePhoto(seed: 1).png()
    try sample.add("picture.txt", bytes: png)
    try sample.add("no extension", bytes: SamplePhoto(seed: 2).png())
    try sample.add("wrong.jpg", bytes: SamplePhoto(seed: 3).png())
    try sample.add("notes.txt", bytes: Array("no photo".utf8))
    try sample.add("film.mp4", bytes: [0, 0, 0, 24] + Array("ftypisom".utf8))
    try sample.add("nothing.png", bytes: [])
    try sample.add("text.jpg", bytes: Array("not a photo".utf8))
    try sample.add("cut.png", bytes: Array(png.prefix(60)))
    #expect(try await library.run(sample.photos).counts == "added 3, failed 3")
    #expect(try library.names() == ["no extension", "picture.txt", "wrong.jpg"])
    #expect(try library.status().files == 6)
    #expect(try sample.damage().isEmpty)
  }

  @Test func failuresAreTriedAgainWhenTheyChangeAndNotBefore() async throws {
    try sample.add("broken.jpg", bytes: Array("not a photo".utf8))
    try sample.add("good.png", 1)
    #expect(try await library.run(sample.photos).counts == "added 1, failed 1")
    #expect(try await library.run().counts == "unchanged 2")
    try sample.add("broken.jpg", bytes: Array("still not a photo".utf8))
    #expect(try await library.run().counts == "unchanged 1, failed 1")
    #expect(try library.status().failures == 1)
    try sample.add("broken.jpg", 2)
    #expect(try await library.run().counts == "updated 1, unchanged 1")
    #expect(try library.status().failures == 0)
    #expect(try library.failures().isEmpty)
  }

  @Test func aPhotoThatBreaksLeavesTheResults() async throws {
    try sample.add("a.png", 1)
    try sample.add("picture.txt", 2)
    try sample.add("stays.png", 3)
    _ = try await library.run(sample.photos)
    for name in ["a.png", "picture.txt"] { try sample.add(name, bytes: Array("words".utf8)) }
    #expect(try await library.run().counts == "unchanged 1, failed 2")
    #expect(try library.names() == ["stays.png"])
    #expect(try library.failures().map(\.path.lastComponent?.string) == ["a.png", "picture.txt"])
    #expect(try library.failures().last?.reason == "The file is not a picture any more.")
    #expect(try await library.run().counts == "unchanged 3")
    #expect(try sample.damage().isEmpty)
  }

  @Test func failuresAreTriedAgainOnRequest() async throws {
    try sample.add("bomb.png", bytes: SamplePhoto(seed: 1, width: 1_100, height: 1_000).png())
    try sample.add("broken.jpg", bytes: [1, 2, 3])
    try sample.add("good.png", 2)
    var options = IndexingOptions()
    options.maximumMegapixels = 1
    let first = try await library.index([sample.photos], options: options).summary()
    #expect(first.counts == "added 1, failed 2")
    // A higher limit alone is no reason to look again.
    #expect(try await library.run().counts == "unchanged 3")
    options = IndexingOptions()
    options.retriesFailures = true
    let again = try await library.index(options: options).summary()
    #expect(again.counts == "updated 1, unchanged 1, failed 1")
    #expect(try library.names() == ["bomb.png", "good.png"])
    #expect(try library.failures().map(\.path) == [sample.path("broken.jpg")])
  }

  @Test func picturesThatClaimToBeHugeAreRefused() async throws {
    try sample.add("bomb.png", bytes: SamplePhoto(seed: 1, width: 1_100, height: 1_000).png())
    try sample.add("good.png", 2)
    var options = IndexingOptions()
    options.maximumMegapixels = 1
    let summary = try await library.index([sample.photos], options: options).summary()
    #expect(summary.counts == "added 1, failed 1")
    let failure = try #require(try library.failures().first)
    #expect(failure.path == sample.path("bomb.png"))
    #expect(failure.reason.contains("1100"), "\(failure.reason)")
  }

  @Test func namesNeedNotBeText() async throws {
    let names: [[UInt8]] = [
      [0xFF, 0xFE] + Array(".png".utf8), Array("two\nlines.png".utf8), Array("é\u{1F600}.png".utf8),
      [0x80, UInt8(ascii: "/"), 0x81],
    ]
    for (seed, name) in names.enumerated() {
      try sample.add(name, bytes: SamplePhoto(seed: seed).png())
    }
    #expect(try await library.run(sample.photos).counts == "added 4")
    let found = try library.search(.text("a photo")).map(\.path.bytes)
    #expect(
      Set(found) == Set(names.map { sample.photos.bytes + [UInt8(ascii: "/")] + $0 })
    )
    #expect(try await library.run().counts == "unchanged 4")
  }

  @Test func pipesDoNotHoldARunUp() async throws {
    try sample.add("photo.png", 1)
    let pipe = sample.path("pipe.png")
    #expect(pipe.withPlatformString { mkfifo($0, 0o644) } == 0)
    #expect(try await library.run(sample.photos).counts == "added 1")
  }

  @Test func anAlbumOfThousandsOfNamesInOneFolder() async throws {
    // More than one batch for each worker, and more than one step of the progress.
    try sample.add(0..<70)
    for index in 0..<600 { try sample.add("note-\(index)", bytes: [1]) }
    #expect(try await library.run(sample.photos).counts == "added 70")
    #expect(try library.status().searchable == 70)
  }

  private func files() throws -> [FileRecord] {
    let catalog = try sample.catalog()
    return try catalog.folders().flatMap { try catalog.files(in: $0.id) }
  }

  /// The vector that the catalogue has for a photo.
  private func vector(of name: String) throws -> [Float] {
    let catalog = try sample.catalog()
    let status = try library.status()
    let model = try catalog.model(
      fingerprint: status.fingerprint,
      name: status.model,
      dimension: status.embeddingDimension
    )
    let photo = try #require(try catalog.photo(atAbsolutePath: sample.path(name).bytes))
    return try #require(try catalog.embedding(of: photo, model: model))
  }
}
