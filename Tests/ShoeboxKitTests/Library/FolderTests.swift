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

@Suite struct FolderTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func whatIsNotAFolderIsRefused() throws {
    try sample.add("a.png", 1)
    let absent = sample.path("absent")
    let missing = #expect(throws: ShoeboxError.self) { try library.index([sample.photos, absent]) }
    #expect(missing?.code == .noInput)
    #expect(missing?.message == "There is no folder at \(absent). Check the spelling.")
    let file = #expect(throws: ShoeboxError.self) { try library.index([sample.path("a.png")]) }
    #expect(file?.code == .badInput)
    #expect(
      file?.message
        == "\(sample.path("a.png")) is a file. Name the folder it lies in: that is what gets indexed."
    )
    // Nothing was added on the way.
    #expect(try library.folders().isEmpty)
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func aFolderWithoutPermissionIsRefused() throws {
    try sample.makeFolder("closed")
    let closed = sample.root.appending("closed")
    chmod(closed.string, 0)
    let error = #expect(throws: ShoeboxError.self) { try library.index([closed]) }
    chmod(closed.string, 0o700)
    #expect(error?.code == .inputOutput)
    #expect(error?.message == "\(closed) cannot be read: Permission denied.")
  }

  @Test func oneFolderHasManyNames() async throws {
    try sample.add("a.png", 1)
    _ = try await library.run(sample.photos)
    let link = sample.root.appending("link")
    try FileManager.default.createSymbolicLink(
      atPath: link.string,
      withDestinationPath: sample.photos.string
    )
    let names = [
      "\(sample.photos)/", "\(sample.photos)//", "\(sample.photos)/.", "\(sample.root)/./photos",
      "\(sample.photos)/../photos", link.string, "\(link)/", relative(to: sample.photos),
    ]
    for name in names {
      #expect(try await library.run(FilePath(name)).counts == "unchanged 1", "\(name)")
    }
    #expect(try library.folders().map(\.path) == [sample.photos])
  }

  @Test func aLinkIsKeptAsWhatItLeadsTo() async throws {
    try sample.add("a.png", 1)
    let link = sample.root.appending("link")
    try FileManager.default.createSymbolicLink(
      atPath: link.string,
      withDestinationPath: "photos"
    )
    _ = try await library.run(link)
    #expect(try library.folders().map(\.path) == [sample.photos])
    try FileManager.default.removeItem(atPath: link.string)
    #expect(try library.names() == ["a.png"])
  }

  @Test func aFolderInsideAKnownOneIsPartOfIt() async throws {
    try sample.add("a.png", 1)
    try sample.add("sub/b.png", 2)
    _ = try await library.run(sample.photos)
    try sample.add("c.png", 3)
    // The whole of the outer one is brought up to date.
    #expect(try await library.run(sample.path("sub")).counts == "added 1, unchanged 2")
    #expect(try library.folders().map(\.path) == [sample.photos])
  }

  @Test func aFolderAroundKnownOnesTakesTheirPlace() async throws {
    try sample.add("a.png", 1)
    try sample.add("one/b.png", 2)
    try sample.add("two/deep/c.png", 3)
    try sample.add("two/broken.jpg", bytes: Array("no photo".utf8))
    let inner = try await library.run(sample.path("one"), sample.path("two/deep"))
    #expect(inner.counts == "added 2")
    let generation = try sample.catalog().generation()
    let outer = try await library.run(sample.photos)
    #expect(outer.counts == "added 1, unchanged 2, failed 1")
    #expect(try library.folders().map(\.path) == [sample.photos])
    #expect(try library.names() == ["a.png", "b.png", "c.png"])
    #expect(try library.status().missing == 0)
    #expect(try sample.catalog().generation() > generation)
    #expect(try await library.run().counts == "unchanged 4")
    #expect(try sample.damage().isEmpty)
  }

  @Test func nothingIsFoundMeanwhileTwice() async throws {
    try sample.add("sub/a.png", 1)
    _ = try await library.run(sample.path("sub"))
    _ = try await library.run(sample.photos)
    let matches = try library.search(.text("a photo"))
    #expect(matches.map(\.path) == [sample.path("sub/a.png")])
    #expect(matches.allSatisfy { $0.copies.isEmpty })
  }

  @Test func nestedFoldersMayBeNamedInOneCall() async throws {
    try sample.add("a.png", 1)
    try sample.add("sub/b.png", 2)
    for folders in [[sample.photos, sample.path("sub")], [sample.path("sub"), sample.photos]] {
      let sample = try SampleLibrary()
      let library = try sample.open()
      let summary = try await library.index(folders).summary()
      #expect(summary.counts == "added 2")
      #expect(try library.folders().map(\.path) == [self.sample.photos])
    }
  }

  @Test func aHalfAbsorbedFolderIsAbsorbedByTheNextRun() async throws {
    try sample.add("a.png", 1)
    try sample.add("sub/b.png", 2)
    _ = try await library.run(sample.path("sub"))
    // As if the power had failed right after the outer folder was added.
    _ = try sample.catalog().addFolder(sample.photos.bytes)
    #expect(try await library.run(sample.photos).counts == "added 1, unchanged 1")
    #expect(try library.folders().map(\.path) == [sample.photos])
    #expect(try library.status().files == 2)
  }

  @Test(arguments: [".hidden", "@eaDir", "marked", "marked/deep", "outer/.hidden/deep"])
  func aFolderThatAWalkLeavesOutStandsForItself(name: String) async throws {
    try sample.add("a.png", 1)
    try sample.add("\(name)/b.png", 2)
    if name.hasPrefix("marked") { try sample.add("marked/.nomedia", bytes: []) }
    let inner = sample.path(name)
    // Before or after the folder around it.
    _ = try await library.run(inner)
    _ = try await library.run(sample.photos)
    #expect(try library.folders().map(\.path) == [sample.photos, inner])
    #expect(try library.names() == ["a.png", "b.png"])
    #expect(try await library.run().counts == "unchanged 2")

    let other = try SampleLibrary()
    let later = try other.open()
    #expect(try await later.run(sample.photos).counts == "added 1")
    #expect(try await later.run(inner).counts == "added 1")
    #expect(try later.names() == ["a.png", "b.png"])
  }

  @Test func aFolderThatIsAwayIsNotPartOfTheOneAroundItYet() async throws {
    try sample.add("disk/a.png", 1)
    try sample.add("b.png", 2)
    _ = try await library.run(sample.path("disk"))
    try sample.move("photos/disk", to: "unplugged")
    try sample.makeFolder("photos/disk")
    #expect(try await library.run(sample.photos).counts == "added 1")
    #expect(try library.folders().map(\.path) == [sample.photos, sample.path("disk")])
    #expect(try library.status().missing == 0)
    #expect(try await library.run().absentFolders == [sample.path("disk").string])
    // Also where it is named.
    let named = try await library.run(sample.path("disk"))
    #expect(named.absentFolders == [sample.path("disk").string])

    try FileManager.default.removeItem(atPath: sample.path("disk").string)
    try sample.move("unplugged", to: "photos/disk")
    #expect(try library.names() == ["a.png", "b.png"])
    #expect(try await library.run().counts == "unchanged 2")
    #expect(try library.folders().map(\.path) == [sample.photos])
    #expect(try library.names() == ["a.png", "b.png"])
  }

  @Test(arguments: ["library", "."])
  func aLibraryAmongThePhotosDoesNotIndexItself(name: String) async throws {
    try sample.addLarge("a.png", 1)
    try sample.addLarge("library/b.png", 2)
    let location = LibraryLocation(sample.path(name))
    for _ in 0..<2 {
      let library = try PhotoLibrary.open(at: location, model: .starter)
      _ = try await library.run(sample.photos)
      #expect(try library.names() == ["a.png", "b.png"])
    }
    #expect(FileManager.default.fileExists(atPath: sample.path("\(name)/thumbnails").string))
    let library = try PhotoLibrary.open(at: location, model: .starter)
    #expect(try await library.run(sample.path("library")).counts == "unchanged 2")
  }

  @Test func aNameThatBeginsAlikeIsNotInside() async throws {
    try sample.makeFolder("photos-2")
    try sample.add("a.png", 1)
    try FileManager.default.copyItem(
      atPath: sample.path("a.png").string,
      toPath: "\(sample.root)/photos-2/b.png"
    )
    _ = try await library.run(sample.photos)
    #expect(try await library.run(sample.root.appending("photos-2")).counts == "added 1")
    #expect(
      try library.folders().map(\.path) == [sample.photos, sample.root.appending("photos-2")]
    )
  }

  @Test func removingAFolderForgetsItsPhotos() async throws {
    try sample.add("one/a.png", 1)
    try sample.add("two/b.png", 2)
    try sample.copy("one/a.png", to: "two/copy.png")
    try sample.add("two/c.png", 3)
    _ = try await library.run(sample.path("one"), sample.path("two"))
    #expect(try library.status().photos == 3)
    try library.removeFolder(FilePath("\(sample.path("two"))/"))
    #expect(try library.folders().map(\.path) == [sample.path("one")])
    #expect(try library.names() == ["a.png"])
    #expect(try library.status().photos == 1)
    // The photos themselves are still there.
    #expect(FileManager.default.fileExists(atPath: sample.path("two/b.png").string))
    #expect(try sample.damage().isEmpty)
    #expect(try await library.run(sample.path("two")).counts == "added 3")
    #expect(try library.names() == ["a.png", "b.png", "c.png", "copy.png"])
  }

  @Test func onlyAKnownFolderCanBeRemoved() async throws {
    try sample.add("sub/a.png", 1)
    _ = try await library.run(sample.photos)
    for path in [sample.path("sub"), sample.root, sample.root.appending("absent")] {
      let error = #expect(throws: ShoeboxError.self) { try library.removeFolder(path) }
      #expect(error?.code == .noInput)
      #expect(
        error?.message
          == "\(path) is not a folder of this library. See them with: shoebox folders"
      )
    }
    #expect(try library.names() == ["a.png"])
  }

  @Test func aFolderThatIsGoneCanBeRemoved() async throws {
    try sample.add("a.png", 1)
    _ = try await library.run(sample.photos)
    try sample.move("photos", to: "elsewhere")
    try library.removeFolder(sample.photos)
    #expect(try library.folders().isEmpty)
    #expect(try library.status().photos == 0)
  }

  /// The path from the working directory, which tests must not change.
  private func relative(to path: FilePath) -> String {
    let here = FilePath(FileManager.default.currentDirectoryPath)
    return here.components.map { _ in "../" }.joined() + path.string.dropFirst()
  }
}
