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

/// Names as they occur on real disks.
@Suite("Names", .needsCommand)
struct NameTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
  }

  static let names = [
    "two\nlines.png", "-rf.png", "--json.png", "📷 été.png", "it's \"quoted\".png",
    "[1] {2} (3)*?.png",
    " leading and trailing .png", "back\\slash.png", "tab\there.png", "$HOME `id`.png",
    "%41%00.png",
    "a - b + c.png", "2:weighted.png", "\u{1B}[31mred.png",
  ]

  @Test("any name is indexed, found and given back as it is", arguments: names)
  func text(name: String) throws {
    try place.paint(1, to: "album/\(name)")
    try place.paint(2, to: "album/other.png")
    let path = place.album.path + "/" + name
    #expect(try place.index("album").counts == ["added": 2])
    #expect(try place.index("album").counts == ["unchanged": 2])
    let match = try place.search(
      "\"./album/\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    ).first
    #expect(match?.path == path)
    #expect(match?.path_base64 == nil)
    #expect((match?.similarity ?? 0) > 0.9999)
    let zero = try place.run("similar", "-0", "-n", "1", "album/other.png")
    #expect(zero.output == Array(path.utf8) + [0])
    let table = try place.run("similar", "-n", "1", "album/other.png").text
    #expect(!table.contains("\u{1B}"), "a name must not command the terminal")
    #expect(table.split(separator: "\n").count == 2)
  }

  @Test("a name that is not UTF-8 is indexed, found and given back byte by byte")
  func bytes() throws {
    #if os(macOS)
    return  // APFS takes only UTF-8.
    #else
    let name: [UInt8] = Array("caf".utf8) + [0xE9, 0xFF] + Array(".png".utf8)
    let path = try place.write(Picture(seed: 1).png, named: name, in: place.album)
    try place.write([], named: [0xFE] + Array(".jpg".utf8), in: place.album)
    try place.paint(2, to: "album/other.png")
    #expect(try place.index("album").counts == ["added": 2, "failed": 1])
    #expect(try place.index("album").counts == ["unchanged": 3])
    let match = try #require(try place.search("a picture").first { $0.name != "other.png" })
    #expect(match.path.contains("caf\u{FFFD}"))
    #expect(match.path_base64.flatMap { Data(base64Encoded: $0) }.map(Array.init) == path)
    #expect(try place.run("search", "a picture", "-0").zeroEnded.contains(path))
    let failure = try #require(try place.failures().first)
    #expect(failure.path_base64 != nil)

    // The same bytes go in again.
    let embeddings = try place.run("embed", "-0", input: path + [0]).objects(EmbeddingReport.self)
    #expect(embeddings.first?.embedding?.count == 256)
    #expect(embeddings.first?.id.contains("caf\u{FFFD}") == true)
    #endif
  }

  @Test("a folder with an odd name is a folder", arguments: ["-folder", "two\nlines", "ünï 📁"])
  func folders(name: String) throws {
    try place.paint(1, to: "\(name)/1.png")
    #expect(try place.index(name).counts == ["added": 1])
    #expect(try place.status().folders.map(\.path) == [place.url(name).path])
    #expect(try place.run("folders", "remove", "--", place.url(name).path).status == 0)
    #expect(try place.status().folders.isEmpty)
  }

  @Test("names in both forms of Unicode are different files")
  func normalisation() throws {
    #if os(macOS)
    return  // APFS takes both for one name.
    #else
    try place.write(Picture(seed: 1).png, named: Array("caf\u{E9}.png".utf8), in: place.album)
    try place.write(Picture(seed: 2).png, named: Array("cafe\u{301}.png".utf8), in: place.album)
    #expect(try place.index("album").counts == ["added": 2])
    #expect(try place.index("album").counts == ["unchanged": 2])
    #endif
  }

  @Test("hidden files and system folders are left out")
  func hidden() throws {
    try place.paint(1, to: "album/1.png")
    let leftOut = [
      ".hidden.png", "._1.png", ".thumbnails/1.png", "@eaDir/1.png", "#recycle/1.png",
      "$RECYCLE.BIN/1.png", "lost+found/1.png", "__MACOSX/1.png", ".Trash-1000/files/1.png",
      "stickers/1.png", "My Photos.photoslibrary/resources/1.png",
    ]
    for (index, path) in leftOut.enumerated() {
      try place.paint(UInt64(100 + index), to: "album/\(path)")
    }
    try place.write([], to: "album/stickers/.nomedia")
    try place.paint(2, to: "album/My Photos.photoslibrary/originals/2.png")
    #expect(try place.index("album").counts == ["added": 2])
    #expect(
      try place.findable() == ["album/1.png", "album/My Photos.photoslibrary/originals/2.png"]
    )
  }

  @Test("a hidden folder that is named is indexed")
  func hiddenRoot() throws {
    try place.paint(1, to: ".private/1.png")
    #expect(try place.index(".private").counts == ["added": 1])
  }

  @Test("links to folders are followed once, and loops end")
  func links() throws {
    try place.paint(1, to: "album/a/1.png")
    try place.paint(2, to: "outside/2.png")
    let files = FileManager.default
    for (link, target) in [
      ("album/a/up", ".."), ("album/a/self", "."), ("album/loop1", "loop2"),
      ("album/loop2", "loop1"),
      ("album/nowhere", "not there"), ("album/out", "../outside"),
      ("album/out again", "../outside"),
      ("outside/back", "../album"),
    ] {
      try files.createSymbolicLink(atPath: place.url(link).path, withDestinationPath: target)
    }
    #expect(try place.index("album").counts == ["added": 2])
    #expect(try place.findable() == ["album/a/1.png", "album/out/2.png"])
    #expect(try place.index("album").counts == ["unchanged": 2])
  }

  @Test("a pipe with a photo's name does not hold the run up")
  func pipes() throws {
    try place.paint(1, to: "album/1.png")
    #expect(mkfifo(place.url("album/pipe.jpg").path, 0o644) == 0)
    #expect(try place.index("album").counts == ["added": 1])
    #expect(try place.run("search", "./album/pipe.jpg").status != 0)
    #expect(try place.run("similar", "album/pipe.jpg").status != 0)
  }

  @Test("folders may be nested deeply")
  func deep() throws {
    let path = "album/" + String(repeating: "folder/", count: 100)
    try place.paint(1, to: path + "1.png")
    #expect(try place.index("album").counts == ["added": 1])
    #expect(try place.findable() == [path + "1.png"])
  }
}
