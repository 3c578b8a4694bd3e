// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct MoveTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func renamedFilesKeepTheirVectors() async throws {
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    try sample.move("photos/0.png", to: "photos/renamed.png")
    try sample.makeFolder("photos/2024")
    try sample.move("photos/1.png", to: "photos/2024/1.png")
    #expect(try await library.run().counts == "moved 2, unchanged 1")
    #expect(try library.names() == ["1.png", "2.png", "renamed.png"])
    #expect(try library.status().missing == 0)
    #expect(try await library.run().counts == "unchanged 3")
  }

  @Test func filesMoveBetweenFolders() async throws {
    try sample.makeFolder("other")
    try sample.add("a.png", 1)
    _ = try await library.run(sample.photos, sample.root.appending("other"))
    try sample.move("photos/a.png", to: "other/b.png")
    // The first folder is empty now, as if its disk were away; another one is not the reason.
    try sample.add("stays.png", 2)
    let summary = try await library.run()
    #expect(summary.counts == "added 1, moved 1")
    #expect(try library.names() == ["b.png", "stays.png"])
  }

  @Test func filesMayBeMovedAndTouchedAtOnce() async throws {
    try sample.add("a.png", 1)
    try sample.add("b.png", 2)
    _ = try await library.run(sample.photos)
    // Another disk: new inode, new time, same content.
    try sample.copy("a.png", to: "disk/a.png")
    try sample.remove("a.png")
    #expect(try await library.run().counts == "moved 1, unchanged 1")
    #expect(try library.status().missing == 0)
    #expect(try library.status().files == 2)
  }

  @Test func oneOfTwoCopiesTakesTheFormerPlace() async throws {
    try sample.add("a.png", 1)
    try sample.add("b.png", 2)
    _ = try await library.run(sample.photos)
    for name in ["copies/1.png", "copies/2.png", "copies/3.png"] {
      try sample.copy("a.png", to: name)
    }
    try sample.remove("a.png")
    #expect(try await library.run(workers: 3).counts == "added 2, moved 1, unchanged 1")
    let status = try library.status()
    #expect(status.missing == 0)
    #expect(status.files == 4)
    #expect(status.photos == 2)
    #expect(try sample.damage().isEmpty)
  }

  @Test func everyCopyThatIsGoneIsClaimedOnce() async throws {
    try sample.add("0.png", 9)
    for index in 1..<8 { try sample.copy("0.png", to: "\(index).png") }
    _ = try await library.run(sample.photos)
    for index in 0..<8 { try sample.copy("\(index).png", to: "new/\(index).png") }
    for index in 0..<8 { try sample.remove("\(index).png") }
    #expect(try await library.run(workers: 4).counts == "moved 8")
    let status = try library.status()
    #expect(status.files == 8)
    #expect(status.missing == 0)
    #expect(status.photos == 1)
  }

  @Test func aPhotoThatComesBackElsewhereIsNotCountedTwice() async throws {
    try sample.add(0..<2)
    _ = try await library.run(sample.photos)
    try sample.copy("0.png", to: "kept.hidden")
    try sample.move("photos/kept.hidden", to: "kept")
    try sample.remove("0.png")
    #expect(try await library.run().counts == "unchanged 1, missing 1")
    // Another inode and time, in a later run than the one that missed it.
    try sample.move("kept", to: "photos/back.png")
    let summary = try await library.run()
    #expect(summary.missing == 0)
    #expect(summary.counts == "moved 1, unchanged 1")
    #expect(try library.status().missing == 0)
  }

  @Test func swappedNamesFollowTheContent() async throws {
    try sample.add("a.png", 1)
    try sample.add("b.png", 2)
    _ = try await library.run(sample.photos)
    let (a, b) = (try photo("a.png"), try photo("b.png"))
    try swap("a.png", "b.png")
    #expect(try await library.run().counts == "updated 2")
    #expect(try photo("a.png") == b)
    #expect(try photo("b.png") == a)
  }

  @Test func swappedNamesOfFilesAlikeFollowTheContent() async throws {
    // One size and one time, as an archive of uncompressed pictures leaves them.
    try sample.add("a.png", 1)
    try sample.add("b.png", 2)
    for name in ["a.png", "b.png"] { sample.setTime(sample.path(name), seconds: 1_500_000_000) }
    _ = try await library.run(sample.photos)
    let (a, b) = (try photo("a.png"), try photo("b.png"))
    try swap("a.png", "b.png")
    _ = try await library.run()
    #expect(try photo("a.png") == b)
    #expect(try photo("b.png") == a)
  }

  @Test func aChainOfRenamesFollowsTheContent() async throws {
    try sample.add(0..<4)
    _ = try await library.run(sample.photos)
    let before = try (0..<4).map { try photo("\($0).png") }
    try sample.move("photos/3.png", to: "photos/4.png")
    for index in (0..<3).reversed() {
      try sample.move("photos/\(index).png", to: "photos/\(index + 1).png")
    }
    _ = try await library.run()
    #expect(try (1...4).map { try photo("\($0).png") } == before)
    let status = try library.status()
    #expect(status.files == 4)
    #expect(status.photos == 4)
    #expect(try await library.run().counts == "unchanged 4")
    #expect(try sample.damage().isEmpty)
  }

  @Test func hardLinksAreCopies() async throws {
    try sample.add("a.png", 1)
    try FileManager.default.linkItem(
      atPath: sample.path("a.png").string,
      toPath: sample.path("b.png").string
    )
    #expect(try await library.run(sample.photos).counts == "added 2")
    #expect(try library.status().photos == 1)
    try FileManager.default.linkItem(
      atPath: sample.path("a.png").string,
      toPath: sample.path("c.png").string
    )
    #expect(try await library.run().counts == "added 1, unchanged 2")
    // One of three names goes, another one comes: a rename, for all that can be seen.
    try sample.remove("a.png")
    try FileManager.default.linkItem(
      atPath: sample.path("b.png").string,
      toPath: sample.path("d.png").string
    )
    #expect(try await library.run().counts == "moved 1, unchanged 2")
    #expect(try library.names() == ["b.png", "c.png", "d.png"])
  }

  private func swap(_ first: String, _ second: String) throws {
    try sample.move("photos/\(first)", to: "swap")
    try sample.move("photos/\(second)", to: "photos/\(first)")
    try sample.move("swap", to: "photos/\(second)")
  }

  /// The photo that the catalogue believes to lie at a path.
  private func photo(_ name: String) throws -> PhotoID {
    try #require(try sample.catalog().photo(atAbsolutePath: sample.path(name).bytes))
  }
}
