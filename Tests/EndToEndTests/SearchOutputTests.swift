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

/// The forms in which results leave the command.
@Suite("Results", .needsCommand)
struct SearchOutputTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    for seed in 1...5 { try place.paint(UInt64(seed), to: "album/\(seed).png") }
    _ = try place.index("album")
  }

  @Test("--limit limits", arguments: ["--limit", "-n"])
  func limit(option: String) throws {
    #expect(try place.run("search", "dog", option, "2", "--paths").lines.count == 2)
    #expect(try place.run("search", "dog", option, "100", "--paths").lines.count == 5)
    for wrong in ["0", "-1", "many"] {
      #expect(try place.run("search", "dog", "\(option)=\(wrong)").status == 64)
    }
  }

  @Test("twenty photos are shown where no limit is given")
  func defaultLimit() throws {
    for seed in 6...25 { try place.paint(UInt64(seed), to: "album/\(seed).png") }
    _ = try place.index("album")
    #expect(try place.run("search", "dog", "--paths").lines.count == 20)
  }

  @Test("--json is one object a line with documented fields")
  func json() throws {
    let outcome = try place.run("search", "dog", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.notes.isEmpty)
    for keys in try outcome.keys() {
      #expect(
        keys == [
          "path", "photo", "version", "similarity", "relevance", "taken_at", "taken_at_source",
          "width", "height", "format", "byte_count", "color", "copies",
        ]
      )
    }
    let match = try #require(try outcome.objects(MatchReport.self).first)
    #expect(match.path.hasPrefix(place.album.path + "/"))
    #expect(match.width == 96 && match.height == 72)
    #expect(match.taken_at_source == "file")
    #expect((-1...1).contains(match.similarity))
    #expect(match.relevance == "maybe", "of five photos nothing can be told")
    #expect(match.format == "png" && match.byte_count > 0 && match.version.count == 16)
    #expect(match.color?.contains(/^#[0-9a-f]{6}$/) == true)
    #expect(outcome.lines.count == 5)
  }

  @Test("--paths, -0 and --json agree")
  func paths() throws {
    let matches = try place.search("dog")
    let lines = try place.run("search", "dog", "--paths")
    #expect(lines.lines == matches.map(\.path))
    #expect(lines.notes.isEmpty)
    let zero = try place.run("search", "dog", "-0")
    #expect(zero.zeroEnded == matches.map { Array($0.path.utf8) })
    #expect(zero.output.last == 0 && !zero.output.contains(UInt8(ascii: "\n")))
  }

  @Test(
    "the forms exclude each other",
    arguments: [["--json", "--paths"], ["--json", "-0"], ["--paths", "-0"]]
  )
  func exclusive(options: [String]) throws {
    let outcome = try place.start(["search", "dog"] + options).wait()
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
  }

  @Test("people get a table with score, date and path, and one hint in a library's life")
  func table() throws {
    let first = try place.run("search", "dog", "-n", "2")
    #expect(first.status == 0)
    #expect(first.lines.count == 3)
    #expect(first.text.contains(place.album.path))
    #expect(first.text.contains(/-?\d\.\d{3}  \d{4}-\d\d-\d\d \d\d:\d\d/))
    #expect(!first.text.contains("\u{1B}"), "no colours where no terminal is")
    #expect(first.notes.contains("shoebox model list"))
    let second = try place.run("search", "dog", "-n", "2")
    #expect(second.output == first.output)
    #expect(second.notes.isEmpty)
  }

  @Test(
    "an empty library finds nothing and says how to fill it",
    arguments: [[], ["--json"], ["-0"]]
  )
  func emptyLibrary(options: [String]) throws {
    let library = place.url("another").path
    let outcome = try place.start(["search", "dog", "--library", library] + options).wait()
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.contains("shoebox index"))
  }

  @Test("a library whose photos are all away finds nothing and says why")
  func allAway() throws {
    try place.move("album", to: "unplugged")
    let outcome = try place.run("search", "dog", "--paths")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.contains(place.album.path))
  }

  @Test(
    "a reader that has gone is no error",
    arguments: [
      ["search", "dog"], ["search", "dog", "--json"], ["status"], ["folders"], ["--help"],
    ]
  )
  func closedPipe(arguments: [String]) throws {
    let pipe = try DescriptorPair()
    pipe.closeReader()
    let outcome = try place.start(arguments, output: pipe.writer).wait()
    #expect(outcome.status == 0)
    #expect(outcome.signal == nil)
    #expect(!outcome.notes.lowercased().contains("error") && !outcome.notes.contains("pipe"))
  }

  #if os(Linux)
  @Test(
    "a full disk behind standard output is an error in a sentence",
    arguments: [
      ["search", "dog"], ["search", "dog", "--json"], ["search", "dog", "-0"], ["status"],
      ["index", "--json"], ["folders", "list", "--json"], ["--help"], ["--version"],
    ]
  )
  func fullOutput(arguments: [String]) throws {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    try #require(full >= 0)
    let outcome = try place.start(arguments, output: full).wait()
    #expect(outcome.status == 74)
    #expect(outcome.notes.contains("No space left"))
  }
  #endif

  @Test("status as JSON has the documented fields")
  func status() throws {
    let outcome = try place.run("status", "--json")
    #expect(
      try outcome.keys() == [
        [
          "library", "photos", "searchable", "files", "missing", "failures", "model", "fingerprint",
          "precision", "instruction_set", "embedding_dimension", "byte_count",
          "thumbnail_bytes", "models",
          "folders",
        ]
      ]
    )
    let status = try place.status()
    #expect(status.library == place.library.path)
    #expect(status.model == "starter")
    #expect(status.fingerprint.count == 64)
    #expect(status.byte_count > 5 * status.embedding_dimension * 4)
    let text = try place.run("status").text
    #expect(text.contains(place.library.path) && text.contains("starter"))
  }
}
