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

  @Test("arguments that are not UTF-8 are paths, byte by byte")
  func byteArguments() throws {
    #if os(macOS)
    return  // APFS takes only UTF-8.
    #else
    let name: [UInt8] = Array("caf".utf8) + [0xE9]
    let folder = Array(place.folder.path.utf8) + [UInt8(ascii: "/")] + name
    try #require(mkdir(folder.map { CChar(bitPattern: $0) } + [0], 0o755) == 0)
    // What a repaired name would lead to must not be taken for it.
    try place.paint(3, to: "caf\u{FFFD}/other.png")
    let photo = folder + Array("/".utf8) + name + Array(".png".utf8)
    try place.write(Picture(seed: 1).png, at: photo)
    try place.write(Picture(seed: 2).png, at: folder + Array("/2.png".utf8))

    func run(_ words: [UInt8]...) throws -> Outcome {
      try place.start(bytes: words).wait()
    }
    func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    let indexed = try run(text("index"), text("--json"), folder)
    #expect(try indexed.objects(IndexReport.self).first?.counts == ["added": 2])
    let relative = text("./") + name + text("/") + name + text(".png")
    for query in [relative, text("2:") + relative, text("\"") + photo + text("\"")] {
      let found = try run(text("search"), text("-0"), text("-n"), text("1"), query)
      #expect(found.zeroEnded == [photo])
    }
    let both = try run(text("search"), text("--json"), text("0.1:red + ") + relative)
    #expect(both.status == 0, "\(both.notes)")
    let similar = try run(text("similar"), text("-0"), relative)
    #expect(similar.zeroEnded == [folder + text("/2.png")])
    let unknown = try run(text("similar"), relative + text("x"))
    #expect(unknown.status == 66)
    #expect(unknown.notes.contains("caf\u{FFFD}.pngx"))

    let removed = try run(text("folders"), text("remove"), name)
    #expect(removed.status == 0, "\(removed.notes)")
    #expect(try place.status().folders.isEmpty)
    #endif
  }

  @Test("arguments that are not UTF-8 where no path is wanted are refused in a sentence")
  func misplacedBytes() throws {
    let bytes: [UInt8] = Array("caf".utf8) + [0xE9]
    let option = try place.start(bytes: [Array("search".utf8), Array("--limit".utf8), bytes]).wait()
    #expect(option.status == 64)
    #expect(option.notes.contains("caf\u{FFFD}"))
    let library = try place.start(bytes: [Array("status".utf8), Array("--library".utf8), bytes])
      .wait()
    #expect(library.status == 64)
    #expect(library.notes.contains("The library cannot lie in caf\u{FFFD}"))
    let model = try place.start(bytes: [Array("embed".utf8), Array("--model".utf8), bytes]).wait()
    #expect(model.status == 66)
    #expect(model.notes.contains("caf\u{FFFD}"))
    // As a sentence it is repaired, as it is on standard input.
    let (broken, repaired) = (
      try place.start(bytes: [Array("search".utf8), bytes]).wait(),
      try place.run("search", "caf\u{FFFD}")
    )
    #expect(broken.status == repaired.status)
    #expect(broken.output == repaired.output)
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
