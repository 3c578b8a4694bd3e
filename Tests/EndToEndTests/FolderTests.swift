// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// Which folders a library has, and what happens when one goes away.
@Suite("Folders", .needsCommand)
struct FolderTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    for seed in 1...3 { try place.paint(UInt64(seed), to: "album/\(seed).png") }
    for seed in 11...12 { try place.paint(UInt64(seed), to: "disk/\(seed).png") }
  }

  private func paths() throws -> [String] {
    try place.run("folders", "list", "--json").objects(FolderReport.self).map(\.path)
  }

  @Test(
    "photos of a folder that is away are hidden, and are back with it without being encoded again"
  )
  func absent() throws {
    _ = try place.index("album", "disk")
    try place.move("disk", to: "unplugged")
    #expect(try place.findable() == ["album/1.png", "album/2.png", "album/3.png"])
    let report = try place.index()
    #expect(report.counts == ["unchanged": 3])
    #expect(report.absent_folders == [place.url("disk").path])
    let status = try place.status()
    #expect(status.missing == 0)
    #expect(status.folders.map(\.is_absent) == [false, true])
    #expect(try place.run("search", "a picture").notes.contains(place.url("disk").path))
    try place.move("unplugged", to: "disk")
    #expect(try place.findable().count == 5)
    #expect(try place.index().counts == ["unchanged": 5])
  }

  @Test("an empty folder that held photos is a mount point whose disk is away")
  func emptyMountPoint() throws {
    _ = try place.index("album", "disk")
    try place.move("disk", to: "unplugged")
    try FileManager.default.createDirectory(
      at: place.url("disk"),
      withIntermediateDirectories: true
    )
    #expect(try place.findable().count == 3)
    let report = try place.index()
    #expect(report.counts == ["unchanged": 3])
    #expect(report.absent_folders == [place.url("disk").path])
    #expect(try place.status().missing == 0)
    try place.remove("disk")
    try place.move("unplugged", to: "disk")
    #expect(try place.index().counts == ["unchanged": 5])
    #expect(try place.findable().count == 5)
  }

  @Test("a photo that has a copy on a disk that is away is found where it still is")
  func copyOnAbsentDisk() throws {
    try place.paint(1, to: "disk/copy of 1.png")
    _ = try place.index("album", "disk")
    try place.move("disk", to: "unplugged")
    #expect(try place.findable() == ["album/1.png", "album/2.png", "album/3.png"])
  }

  @Test("a folder that cannot be reached is no reason to leave the others alone")
  func absentAmongOthers() throws {
    _ = try place.index("album", "disk")
    try place.move("disk", to: "unplugged")
    try place.paint(4, to: "album/4.png")
    #expect(try place.index().counts == ["added": 1, "unchanged": 3])
  }

  @Test("a removed folder takes its photos along, and the files stay")
  func removed() throws {
    _ = try place.index("album", "disk")
    let outcome = try place.run("folders", "remove", place.url("disk").path)
    #expect(outcome.status == 0)
    #expect(try paths() == [place.album.path])
    #expect(try place.findable() == ["album/1.png", "album/2.png", "album/3.png"])
    #expect(FileManager.default.fileExists(atPath: place.url("disk/11.png").path))
    #expect(try place.index().counts == ["unchanged": 3])
    #expect(try place.index("disk").counts == ["added": 2])
  }

  @Test("a folder that is not there can be removed too")
  func absentRemoved() throws {
    _ = try place.index("album", "disk")
    try place.remove("disk")
    #expect(try place.run("folders", "remove", place.url("disk").path).status == 0)
    #expect(try paths() == [place.album.path])
  }

  @Test("a folder that is not there can be removed by its relative path")
  func absentRemovedRelative() throws {
    _ = try place.index("album", "disk")
    try place.remove("disk")
    #expect(try place.run("folders", "remove", "disk").status == 0)
    #expect(try paths() == [place.album.path])
  }

  @Test("removing what is not a folder of the library is an error")
  func removedUnknown() throws {
    _ = try place.index("album")
    let outcome = try place.run("folders", "remove", place.url("disk").path)
    #expect(outcome.status == 66)
    #expect(outcome.notes.contains(place.url("disk").path))
  }

  @Test("a folder inside an indexed folder brings that one up to date")
  func inside() throws {
    try place.paint(5, to: "album/trip/5.png")
    _ = try place.index("album")
    try place.paint(6, to: "album/trip/6.png")
    #expect(try place.index("album/trip").counts == ["added": 1, "unchanged": 4])
    #expect(try paths() == [place.album.path])
  }

  @Test("a folder around indexed folders takes their place, and nothing is encoded again")
  func around() throws {
    try place.paint(1, to: "all/a/1.png")
    try place.paint(2, to: "all/b/2.png")
    try place.paint(3, to: "all/3.png")
    _ = try place.index("all/a", "all/b")
    let report = try place.index("all")
    #expect(report.counts == ["added": 1, "unchanged": 2])
    #expect(try paths() == [place.url("all").path])
    #expect(try place.findable() == ["all/3.png", "all/a/1.png", "all/b/2.png"])
    #expect(try place.status().photos == 3)
  }

  @Test("failures inside a folder are kept when a folder around it takes its place")
  func aroundFailures() throws {
    try place.paint(1, to: "all/a/1.png")
    try place.write(Array("no picture".utf8), to: "all/a/2.jpg")
    _ = try place.index("all/a")
    #expect(try place.index("all").counts == ["unchanged": 2])
    #expect(try place.failures().map(\.path) == [place.url("all/a/2.jpg").path])
  }

  @Test("a folder whose name merely begins like another's is not inside it")
  func commonPrefix() throws {
    try place.paint(5, to: "album2/5.png")
    _ = try place.index("album", "album2")
    #expect(try paths() == [place.album.path, place.url("album2").path])
  }

  @Test("the same folder twice, by any path, is one folder")
  func twice() throws {
    try FileManager.default.createSymbolicLink(
      at: place.url("link"),
      withDestinationURL: place.album
    )
    let report = try place.index("album", "album/", "disk/../album", "link")
    #expect(report.counts == ["added": 3])
    #expect(try paths() == [place.album.path])
    #expect(try place.index("link").counts == ["unchanged": 3])
    #expect(try place.run("folders", "remove", "link").status == 0)
    #expect(try paths().isEmpty)
  }

  @Test("a file is no folder")
  func file() throws {
    let outcome = try place.run("index", "album/1.png")
    #expect(outcome.status == 65)
    #expect(outcome.notes.contains("album/1.png is a file"))
    #expect(outcome.output.isEmpty)
  }

  @Test("a folder that does not exist is named, and nothing else is begun")
  func missing() throws {
    let outcome = try place.run("index", "album", "albun")
    #expect(outcome.status == 66)
    #expect(outcome.notes.contains("albun"))
    #expect(try paths().isEmpty)
  }

  @Test("a library without folders says how to add one")
  func none() throws {
    let outcome = try place.run("index")
    #expect(outcome.status == 65)
    #expect(outcome.notes.contains("shoebox index"))
    #expect(try place.run("folders", "list", "--json").output.isEmpty)
    #expect(try place.run("folders").status == 0)
  }

  @Test("folders are listed in the order of their paths, as JSON and as a table")
  func list() throws {
    _ = try place.index("disk")
    _ = try place.index("album")
    let outcome = try place.run("folders", "list", "--json")
    let fields: Set = ["id", "path", "photos", "is_absent"]
    #expect(try outcome.keys() == [fields, fields])
    #expect(
      try outcome.objects(FolderReport.self) == [
        FolderReport(path: place.album.path, photos: 3, is_absent: false),
        FolderReport(path: place.url("disk").path, photos: 2, is_absent: false),
      ]
    )
    let table = try place.run("folders").text
    #expect(table.contains(place.url("disk").path) && table.contains(place.album.path))
  }

  @Test("the library is where --library, SHOEBOX_LIBRARY and XDG_DATA_HOME say, in this order")
  func location() throws {
    func library(_ arguments: [String], _ environment: [String: String]) throws -> String? {
      let command = try place.start(["status", "--json"] + arguments, environment: environment)
      return try command.wait().objects(StatusReport.self).first?.library
    }
    let named = place.url("named").path
    #expect(try library(["--library", named], [:]) == named)
    #expect(try library([], [:]) == place.library.path)
    #if os(Linux)
    let data = place.url("home/data/shoebox").path
    #expect(try library([], ["SHOEBOX_LIBRARY": ""]) == data)
    let home = place.url("home/.local/share/shoebox").path
    #expect(try library([], ["SHOEBOX_LIBRARY": "", "XDG_DATA_HOME": ""]) == home)
    #endif
  }

  @Test("only the owner can look into a library")
  func permissions() throws {
    _ = try place.index("album")
    let attributes = try FileManager.default.attributesOfItem(atPath: place.library.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
  }
}
