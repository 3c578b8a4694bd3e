// SPDX-License-Identifier: MIT

import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Files that cannot be read as photos.
@Suite("Failures", .needsCommand)
struct FailureTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.paint(1, to: "album/good.png")
    try place.write(Array("Dear diary, no picture today.".utf8), to: "album/diary.jpg")
    try place.write([], to: "album/empty.jpg")
    try place.write(Array(Picture(seed: 2).png.prefix(2000)), to: "album/torn.png")
  }

  @Test("a failure has a path, a reason and a time, and stops nothing")
  func recorded() throws {
    let report = try place.index("album")
    #expect(report.added + report.failed == 4)
    #expect(report.failed >= 2, "a torn picture may decode as far as it goes")
    let outcome = try place.run("status", "--failures", "--json")
    for keys in try outcome.keys() { #expect(keys == ["path", "reason", "recorded_at"]) }
    let failures = try outcome.objects(FailureReport.self)
    #expect(failures.count == report.failed)
    #expect(failures.map(\.path).contains(place.url("album/diary.jpg").path))
    #expect(failures.map(\.path).contains(place.url("album/empty.jpg").path))
    for failure in failures {
      #expect(failure.reason.hasSuffix(".") && !failure.reason.contains("\n"))
      #expect(failure.recorded_at.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    }
  }

  @Test("failures are counted apart from photos")
  func counts() throws {
    let report = try place.index("album")
    let status = try place.status()
    #expect(status.failures == report.failed)
    #expect(status.photos == report.added)
    #expect(status.searchable == status.photos)
    #expect(status.files == report.added + report.failed)
    #expect(status.folders.first?.photos == report.added)
  }

  @Test("people get a line for each failure, and a hint where to look")
  func text() throws {
    let run = try place.run("index", place.album.path)
    #expect(run.status == 0)
    #expect(run.notes.contains("failed") && run.notes.contains("shoebox status --failures"))
    let failures = try place.run("status", "--failures")
    #expect(failures.lines.contains { $0.hasPrefix(place.url("album/diary.jpg").path + ": ") })
    let status = try place.run("status").text
    #expect(status.contains("--failures"))
  }

  @Test("without failures, there are none to list")
  func none() throws {
    for name in ["diary.jpg", "empty.jpg", "torn.png"] { try place.remove("album/\(name)") }
    _ = try place.index("album")
    let outcome = try place.run("status", "--failures")
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.notes.isEmpty)
    let json = try place.run("status", "--failures", "--json")
    #expect(json.output.isEmpty && json.notes.isEmpty)
  }

  @Test("a failure is tried again when its file changes, and not before")
  func retried() throws {
    _ = try place.index("album")
    let before = try place.failures()
    #expect(try place.index("album").counts == ["unchanged": 4])
    #expect(try place.failures() == before)
    try place.paint(3, to: "album/diary.jpg")
    #expect(try place.index("album").counts == ["updated": 1, "unchanged": 3])
    #expect(try place.failures().count == before.count - 1)
    #expect(try place.findable().contains("album/diary.jpg"))
  }

  @Test("a photo that breaks leaves the results and becomes a failure")
  func broken() throws {
    _ = try place.index("album")
    try place.write(Array("overwritten".utf8), to: "album/good.png")
    #expect(try place.index("album").failed == 1)
    #expect(try !place.findable().contains("album/good.png"))
    #expect(try place.failures().map(\.path).contains(place.url("album/good.png").path))
  }

  @Test("a failure whose file is deleted is forgotten")
  func deleted() throws {
    _ = try place.index("album")
    try place.remove("album/diary.jpg")
    _ = try place.index("album")
    #expect(try !place.failures().map(\.path).contains(place.url("album/diary.jpg").path))
  }

  @Test("a failure that is renamed is reported at its new place only")
  func renamed() throws {
    _ = try place.index("album")
    let count = try place.failures().count
    try place.move("album/diary.jpg", to: "album/novel.jpg")
    _ = try place.index("album")
    let paths = try place.failures().map(\.path)
    #expect(paths.count == count)
    #expect(paths.contains(place.url("album/novel.jpg").path))
  }

  @Test(
    "a file that may not be read is a failure",
    .enabled(if: geteuid() != 0, "root may read anything")
  )
  func forbidden() throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: 0],
      ofItemAtPath: place.url("album/good.png").path
    )
    #expect(try place.index("album").added == 0)
    #expect(try place.failures().map(\.path).contains(place.url("album/good.png").path))
  }

  @Test("what is no photo by name and content is not mentioned at all")
  func notPhotos() throws {
    try place.write(Array("# Notes".utf8), to: "other/notes.md")
    try place.write(Array("%PDF-1.4".utf8), to: "other/paper.pdf")
    try place.write([0, 1, 2, 3], to: "other/data")
    #expect(try place.index("other").counts.isEmpty)
    #expect(try place.failures().isEmpty)
  }

  @Test("photos are known by their content, whatever their names say")
  func content() throws {
    try place.paint(5, to: "other/without extension")
    try place.paint(6, to: "other/notes.txt")
    try place.paint(7, to: "other/png that says.jpg")
    #expect(try place.index("other").counts == ["added": 3])
    #expect(try place.search("./other/notes.txt").first?.name == "notes.txt")
    // An unchanged file that is no photo is not read anew for every run.
    #expect(try place.index("other").counts == ["unchanged": 3])
  }

  @Test("what decoders print about damaged pictures is not for users", .needsSharedData)
  func chatter() throws {
    var picture = try Array(
      Data(contentsOf: URL(filePath: SharedData.path("odd/formats/8bit-sRGB.jxl")))
    )
    picture[picture.count / 2] ^= 0xFF
    try place.write(picture, to: "album/damaged.jxl")
    let outcome = try place.run("index", "album")
    #expect(outcome.status == 0)
    let foreign = outcome.notes.split(separator: "\n").filter { $0.contains(".cc:") }
    #expect(foreign.isEmpty)
    #expect(!outcome.notes.isEmpty)
  }
}
