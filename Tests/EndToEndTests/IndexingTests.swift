// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// What a run does about files that are new, changed, moved or gone.
@Suite("Indexing", .needsCommand)
struct IndexingTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    for seed in 1...3 { try place.paint(UInt64(seed), to: "album/\(seed).png") }
  }

  @Test("the first run adds every photo, the second finds all unchanged")
  func secondRun() throws {
    #expect(try place.index("album").counts == ["added": 3])
    #expect(try place.findable() == ["album/1.png", "album/2.png", "album/3.png"])
    #expect(try place.index("album").counts == ["unchanged": 3])
    #expect(try place.index().counts == ["unchanged": 3])
    let status = try place.status()
    #expect(status.photos == 3)
    #expect(status.searchable == 3)
    #expect(status.files == 3)
    #expect(status.folders == [FolderReport(path: place.album.path, photos: 3, is_absent: false)])
  }

  @Test("thumbnails are stored, unless a run shall store none")
  func thumbnails() throws {
    try place.write(Picture(seed: 9, width: 500, height: 400).png, to: "album/large.png")
    #expect(try place.run("index", "--no-thumbnails", "--quiet", place.album.path).status == 0)
    let thumbnails = place.library.appending(path: "thumbnails").path
    #expect(!FileManager.default.fileExists(atPath: thumbnails))
    #expect(try place.status().thumbnail_bytes == 0)
    #expect(try !place.run("status").text.contains("thumbnails"))
    place.library = place.url("second")
    #expect(try place.index("album").counts == ["added": 4])
    let status = try place.status()
    #expect(status.thumbnail_bytes > 1000 && status.thumbnail_bytes < status.byte_count)
    #expect(try place.run("status").text.contains("of it thumbnails"))
  }

  @Test("what is gone is forgotten when that is asked for, and only then")
  func forgets() throws {
    try place.write(Picture(seed: 9, width: 500, height: 400).png, to: "album/large.png")
    try place.write(Array("text".utf8), to: "album/broken.jpg")
    #expect(try place.index("album").counts == ["added": 4, "failed": 1])
    try place.remove("album/large.png")
    try place.remove("album/broken.jpg")
    #expect(try place.index().counts == ["missing": 2, "unchanged": 3])
    #expect(try place.status().missing == 2)
    #expect(try place.status().thumbnail_bytes > 0)
    try place.remove("album/1.png")
    let forgotten = try place.index(options: ["--forget-missing"])
    #expect(forgotten.counts == ["missing": 1, "unchanged": 2, "forgotten": 3])
    #expect(try place.status().missing == 0)
    #expect(try place.status().thumbnail_bytes == 0)
    #expect(try place.findable() == ["album/2.png", "album/3.png"])

    // A disk that is not there is not gone.
    try place.move("album", to: "unplugged")
    #expect(try place.index(options: ["--forget-missing"]).counts.isEmpty)
    try place.move("unplugged", to: "album")
    #expect(try place.index().counts == ["unchanged": 2])
  }

  @Test("what a disk in a folder may have taken along is not forgotten")
  func forgetsNoDisks() throws {
    let files = FileManager.default
    try place.paint(11, to: "album/disk/deep/11.png")
    try place.paint(12, to: "album/deleted/12.png")
    try place.paint(13, to: "elsewhere/13.png")
    try files.createSymbolicLink(
      atPath: place.url("album/link").path,
      withDestinationPath: "../elsewhere"
    )
    #expect(try place.index("album").counts == ["added": 6])
    // An empty mount point, a link that leads nowhere, and a folder that is gone.
    try place.move("album/disk", to: "unplugged")
    try files.createDirectory(at: place.url("album/disk"), withIntermediateDirectories: false)
    try place.move("elsewhere", to: "away")
    try place.remove("album/deleted")
    let forgotten = try place.index(options: ["--forget-missing"])
    #expect(forgotten.counts == ["missing": 3, "unchanged": 3, "forgotten": 1])
    try place.remove("album/disk")
    try place.move("unplugged", to: "album/disk")
    try place.move("away", to: "elsewhere")
    #expect(try place.index().counts == ["unchanged": 5])
  }

  @Test("a photo that changed is encoded again")
  func changed() throws {
    _ = try place.index("album")
    try place.write(Picture(seed: 20, width: 90).png, to: "album/2.png")
    #expect(try place.index("album").counts == ["updated": 1, "unchanged": 2])
    let best = try place.search("./album/2.png").first
    #expect(best?.name == "2.png")
    #expect(best?.width == 90)
    #expect(try place.status().photos == 3)
  }

  @Test("a photo that keeps its size and changes is encoded again")
  func changedInPlace() throws {
    _ = try place.index("album")
    try place.paint(20, to: "album/2.png")
    #expect(try place.index("album").counts == ["updated": 1, "unchanged": 2])
  }

  @Test("a new time alone changes nothing but the stamp")
  func touched() throws {
    _ = try place.index("album")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
      ofItemAtPath: place.url("album/2.png").path
    )
    _ = try place.index("album")
    #expect(try place.status().photos == 3)
    #expect(try place.index("album").counts == ["unchanged": 3])
  }

  @Test("a renamed photo keeps its vector")
  func renamed() throws {
    _ = try place.index("album")
    let before = try place.search("./album/1.png")
    try place.move("album/1.png", to: "album/new name.png")
    #expect(try place.index("album").counts == ["moved": 1, "unchanged": 2])
    let after = try place.search("./album/new name.png")
    #expect(after.map(\.photo) == before.map(\.photo))
    #expect(after.first?.name == "new name.png")
    #expect(try place.status().missing == 0)
  }

  @Test("photos that swap their names keep their vectors")
  func swapped() throws {
    _ = try place.index("album")
    let before = try place.search("./album/1.png").first
    try place.move("album/1.png", to: "album/x.png")
    try place.move("album/2.png", to: "album/1.png")
    try place.move("album/x.png", to: "album/2.png")
    _ = try place.index("album")
    let after = try place.search("./album/2.png").first
    #expect(after?.name == "2.png")
    #expect(after?.photo == before?.photo)
    #expect(try place.status().photos == 3)
  }

  @Test("a photo keeps its vector when it moves to another folder of the library")
  func movedBetweenFolders() throws {
    try place.paint(9, to: "archive/9.png")
    _ = try place.index("album", "archive")
    try place.move("album/1.png", to: "archive/deep/er/1.png")
    #expect(try place.index().counts == ["moved": 1, "unchanged": 3])
    #expect(
      try place.findable()
        == ["album/2.png", "album/3.png", "archive/9.png", "archive/deep/er/1.png"]
    )
  }

  @Test("a folder that is renamed keeps all its vectors")
  func movedFolder() throws {
    _ = try place.index("album")
    try place.paint(7, to: "album/trip/7.png")
    try place.paint(8, to: "album/trip/8.png")
    _ = try place.index("album")
    try place.move("album/trip", to: "album/Rome")
    #expect(try place.index("album").counts == ["moved": 2, "unchanged": 3])
  }

  @Test("a photo that moved by way of another disk, as a new file, keeps its vector")
  func movedAsCopy() throws {
    _ = try place.index("album")
    let before = try place.search("./album/1.png").first
    try place.remove("album/1.png")
    try place.paint(1, to: "album/elsewhere/1.png")
    #expect(try place.index("album").counts == ["moved": 1, "unchanged": 2])
    #expect(try place.search("./album/elsewhere/1.png").first?.photo == before?.photo)
    #expect(try place.status().missing == 0)
  }

  @Test("a copy is the same photo in two files")
  func copied() throws {
    _ = try place.index("album")
    try place.paint(1, to: "album/copy.png")
    #expect(try place.index("album").counts == ["added": 1, "unchanged": 3])
    let status = try place.status()
    #expect(status.photos == 3)
    #expect(status.files == 4)
    let match = try place.search("./album/1.png").first
    #expect(match.map { [$0.path] + $0.copies.map(\.path) }?.count == 2)
    #expect(try place.findable().count == 4)
    try place.remove("album/1.png")
    #expect(try place.index("album").counts == ["missing": 1, "unchanged": 3])
    #expect(try place.findable() == ["album/2.png", "album/3.png", "album/copy.png"])
  }

  @Test("a deleted photo leaves the results, and is not encoded again when it is back")
  func deleted() throws {
    _ = try place.index("album")
    try place.move("album/3.png", to: "away/3.png")
    // Before any run: what is not there is not shown.
    #expect(try place.findable() == ["album/1.png", "album/2.png"])
    #expect(try place.index("album").counts == ["unchanged": 2, "missing": 1])
    #expect(try place.findable() == ["album/1.png", "album/2.png"])
    let status = try place.status()
    #expect(status.photos == 2)
    #expect(status.missing == 1)
    #expect(try place.index("album").counts == ["unchanged": 2])
    try place.move("away/3.png", to: "album/3.png")
    #expect(try place.index("album").counts == ["unchanged": 3])
    #expect(try place.findable().count == 3)
    #expect(try place.status().missing == 0)
  }

  @Test("the summary has the documented fields and no others")
  func summary() throws {
    let outcome = try place.run("index", "--json", place.album.path)
    #expect(
      try outcome.keys() == [
        [
          "added", "updated", "filled", "moved", "unchanged", "missing", "forgotten", "failed",
          "seconds",
          "unavailable",
          "is_interrupted", "absent_folders", "unreadable_folders",
        ]
      ]
    )
    let report = try #require(try outcome.objects(IndexReport.self).first)
    #expect(report.seconds > 0 && report.seconds < RunningCommand.timeLimit)
    #expect(!report.is_interrupted)
  }

  @Test("without --json the summary is a sentence on standard error")
  func sentence() throws {
    let outcome = try place.run("index", place.album.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.contains("3 added"))
    #expect(!outcome.notes.contains("\u{1B}"), "no colours and no bar where no terminal is")
  }

  @Test("--quiet leaves the summary alone")
  func quiet() throws {
    let outcome = try place.run("index", "--quiet", place.album.path)
    #expect(outcome.status == 0)
    #expect(outcome.notes.split(separator: "\n").count == 1)
  }

  @Test("an empty folder is a run with nothing to do")
  func emptyFolder() throws {
    try FileManager.default.createDirectory(
      at: place.url("empty"),
      withIntermediateDirectories: true
    )
    let outcome = try place.run("index", place.url("empty").path)
    #expect(outcome.status == 0)
    #expect(outcome.notes.contains("No photos found"))
  }

  @Test("the number of workers changes nothing but the time", arguments: [1, 5])
  func workers(count: Int) throws {
    #expect(try place.index("album", options: ["--workers", "\(count)"]).counts == ["added": 3])
  }

  @Test(
    "options out of range are refused",
    arguments: [["--workers", "0"], ["--max-megapixels", "0"]]
  )
  func options(arguments: [String]) throws {
    let outcome = try place.start(["index"] + arguments + [place.album.path]).wait()
    #expect(outcome.status == 64)
    #expect(outcome.notes.contains(arguments[0]))
  }

  @Test("a photo of too many pixels is a failure")
  func pixelLimit() throws {
    try place.write(Picture(seed: 4, width: 1200, height: 1000).png, to: "album/large.png")
    #expect(
      try place.index("album", options: ["--max-megapixels", "1"]).counts == [
        "added": 3, "failed": 1,
      ]
    )
    #expect(try place.failures().first?.path == place.url("album/large.png").path)
  }
}
