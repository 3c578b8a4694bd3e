// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// Libraries whose files were damaged.
@Suite("Damage", .needsCommand)
struct DamageTests {
  private let place: Workplace
  private let before: [MatchReport]
  private let vectors: URL

  init() throws {
    place = try Workplace()
    for seed in 1...5 { try place.paint(UInt64(seed), to: "album/\(seed).png") }
    _ = try place.index("album")
    before = try place.search("a picture")
    let names = try FileManager.default.contentsOfDirectory(atPath: place.library.path)
    // Its state and its lock have longer names.
    let name = try #require(names.filter { $0.hasPrefix("vectors-") }.min { $0.count < $1.count })
    vectors = place.library.appending(path: name)
  }

  @Test(
    "a damaged vector file is made anew without being asked",
    arguments: ["deleted", "empty", "truncated", "grown", "garbage", "zeros", "a folder"]
  )
  func vectorFile(damage: String) throws {
    let content = try Data(contentsOf: vectors)
    switch damage {
    case "deleted": try FileManager.default.removeItem(at: vectors)
    case "empty": try Data().write(to: vectors)
    case "truncated": try content.dropLast(100).write(to: vectors)
    case "grown": try (content + Data(repeating: 1, count: 4096)).write(to: vectors)
    case "garbage":
      var random = SeededGenerator(1)
      try Data(content.map { _ in UInt8.random(in: 0...255, using: &random) }).write(to: vectors)
    case "zeros": try Data(count: content.count).write(to: vectors)
    default:
      try FileManager.default.removeItem(at: vectors)
      try FileManager.default.createDirectory(at: vectors, withIntermediateDirectories: true)
    }
    let outcome = try place.run("search", "--json", "a picture")
    if damage == "a folder" {
      let found = try outcome.objects(MatchReport.self)
      #expect(outcome.status == 74 || found == before)
    } else {
      #expect(try outcome.objects(MatchReport.self) == before)
      #expect(outcome.notes.isEmpty)
      // What follows the rows of a vector file means nothing.
      if damage != "grown" { #expect(try Data(contentsOf: vectors) == content, "as it was") }
    }
    #expect(try place.status().photos == 5)
  }

  @Test("a flipped bit in the vector file changes no answer", arguments: 0..<12)
  func flippedBit(part: Int) throws {
    var content = try Data(contentsOf: vectors)
    var random = SeededGenerator(UInt64(part))
    let offset = part < 4 ? part * 16 : Int.random(in: 0..<content.count, using: &random)
    content[offset] ^= 1 << UInt8.random(in: 0...7, using: &random)
    try content.write(to: vectors)
    #expect(try place.search("a picture") == before, "byte \(offset) of \(content.count)")
  }

  @Test("the caches may all be deleted")
  func caches() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: place.library.path)
    where !name.hasPrefix("catalog.sqlite") {
      try FileManager.default.removeItem(at: place.library.appending(path: name))
    }
    #expect(try place.search("a picture") == before)
    #expect(try place.index("album").counts == ["unchanged": 5])
  }

  @Test(
    "a catalogue that is something else is left alone, in a sentence",
    arguments: [
      ["status"], ["search", "dog"], ["index", "album"], ["folders"], ["similar", "album/1.png"],
    ]
  )
  func notACatalogue(arguments: [String]) throws {
    var random = SeededGenerator(2)
    let garbage = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    try place.write(garbage, to: "other/catalog.sqlite")
    let outcome = try place.start(arguments + ["--library", place.url("other").path]).wait()
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.contains("catalog.sqlite") && outcome.notes.hasSuffix(".\n"))
    #expect(try Array(Data(contentsOf: place.url("other/catalog.sqlite"))) == garbage)
  }

  @Test("a catalogue with damaged pages is bad data, in a sentence")
  func damagedPages() throws {
    let catalogue = place.library.appending(path: "catalog.sqlite")
    var content = try Data(contentsOf: catalogue)
    // All but the first page, so that it is still known for a database.
    for offset in 4096..<content.count { content[offset] = 0xA5 }
    try content.write(to: catalogue)
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(
        at: place.library.appending(path: "catalog.sqlite" + suffix)
      )
    }
    let outcome = try place.run("status")
    #expect(outcome.status == 65)
    #expect(outcome.notes.contains("damaged") && outcome.notes.hasSuffix(".\n"))
    #expect(try Data(contentsOf: catalogue).dropFirst(4096).allSatisfy { $0 == 0xA5 })
  }

  @Test("an empty catalogue file is a new library")
  func emptyCatalogue() throws {
    try place.write([], to: "other/catalog.sqlite")
    place.library = place.url("other")
    #expect(try place.index("album").counts == ["added": 5])
  }

  @Test(
    "a library path that is a file is an error in a sentence",
    arguments: [["status"], ["search", "dog"], ["index", "album"]]
  )
  func libraryIsFile(arguments: [String]) throws {
    let path = place.url("album/1.png").path
    let outcome = try place.start(arguments + ["--library", path]).wait()
    #expect(outcome.status == 74)
    #expect(outcome.notes.contains(path) && outcome.notes.hasSuffix(".\n"))
    #expect(try Array(Data(contentsOf: place.url("album/1.png"))) == Picture(seed: 1).png)
  }

  @Test("a model folder that is none is named, with its missing file")
  func wrongModel() throws {
    let missing = try place.run("search", "dog", "--model", place.url("no model").path)
    #expect(missing.status == 66)
    #expect(missing.notes.contains("no model"))
    let wrong = try place.run("search", "dog", "--model", place.album.path)
    #expect(wrong.status == 66)
    #expect(wrong.notes.contains(place.album.path))
  }
}
