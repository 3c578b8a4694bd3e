// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct AbsentFolderTests {
  let sample: SampleLibrary
  let library: PhotoLibrary
  let disk: FilePath

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
    disk = sample.path("disk")
  }

  @Test func anAbsentFolderIsHiddenAndNotForgotten() async throws {
    try await indexTwoFolders()
    try sample.move("photos/disk", to: "unplugged")
    #expect(try library.names() == ["home-0.png", "home-1.png"])
    #expect(try library.folders().map(\.isAbsent) == [true, false])
    #expect(try library.folders().map(\.photos) == [3, 2])

    let summary = try await library.run()
    #expect(summary.absentFolders == [disk.string])
    #expect(summary.counts == "unchanged 2")
    #expect(try library.status().photos == 5)
    #expect(try library.status().missing == 0)

    try sample.move("unplugged", to: "photos/disk")
    #expect(try library.names().count == 5)
    #expect(try library.folders().map(\.isAbsent) == [false, false])
    let back = try await library.run()
    #expect(back.absentFolders.isEmpty)
    #expect(back.counts == "unchanged 5")
  }

  @Test func anEmptyMountPointIsAnAbsentFolder() async throws {
    try await indexTwoFolders()
    try sample.move("photos/disk", to: "unplugged")
    try sample.makeFolder("photos/disk/.Trash-1000")
    #expect(try library.names() == ["home-0.png", "home-1.png"])
    let summary = try await library.run()
    #expect(summary.absentFolders == [disk.string])
    #expect(summary.missing == 0)
    // As soon as there is something in it, it is what it is.
    try sample.add("disk/new.png", 50)
    let filled = try await library.run()
    #expect(filled.counts == "added 1, unchanged 2, missing 3")
    #expect(try library.names() == ["home-0.png", "home-1.png", "new.png"])
  }

  @Test func anEmptyFolderThatNeverHeldPhotosIsNotAbsent() async throws {
    try sample.makeFolder("photos/empty")
    let summary = try await library.run(sample.path("empty"))
    #expect(summary.counts.isEmpty)
    #expect(summary.absentFolders.isEmpty)
    #expect(try library.folders().map(\.isAbsent) == [false])
  }

  @Test func aCopyElsewhereIsStillFound() async throws {
    try await indexTwoFolders()
    try sample.copy("disk/disk-0.png", to: "home/copy.png")
    _ = try await library.run()
    try sample.move("photos/disk", to: "unplugged")
    let matches = try library.search(.text("a photo"), options: SearchOptions(limit: 10))
    #expect(
      Set(matches.map(\.path)) == [
        sample.path("home/home-0.png"), sample.path("home/home-1.png"),
        sample.path("home/copy.png"),
      ]
    )
    #expect(matches.allSatisfy { $0.copies.isEmpty })
  }

  @Test func hiddenPhotosTakeNoPlaceInTheResults() async throws {
    for seed in 0..<10 { try sample.add("disk/disk-\(seed).png", seed) }
    for seed in 10..<20 { try sample.add("home/home-\(seed).png", seed) }
    _ = try await library.run(disk, sample.path("home"))
    try sample.move("photos/disk", to: "unplugged")
    let matches = try library.search(.text("a photo"), options: SearchOptions(limit: 7))
    #expect(matches.count == 7)
    #expect(matches.allSatisfy { $0.path.starts(with: sample.path("home")) })
  }

  @Test func aPhotoOnAnAbsentDiskKeepsItsRowWhenACopyIsAdded() async throws {
    try await indexTwoFolders()
    try sample.copy("disk/disk-0.png", to: "home/copy.png")
    try sample.move("photos/disk", to: "unplugged")
    #expect(try await library.run().counts == "added 1, unchanged 2")
    try sample.move("unplugged", to: "photos/disk")
    #expect(try await library.run().counts == "unchanged 6")
    #expect(try library.status().files == 6)
    #expect(try library.status().photos == 5)
  }

  /// Three photos on a disk and two at home.
  private func indexTwoFolders() async throws {
    for seed in 0..<3 { try sample.add("disk/disk-\(seed).png", seed) }
    for seed in 0..<2 { try sample.add("home/home-\(seed).png", 10 + seed) }
    _ = try await library.run(disk, sample.path("home"))
  }
}
