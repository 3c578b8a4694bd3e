// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// What can be looked for.
@Suite("Queries", .needsCommand)
struct SearchQueryTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    for seed in 1...6 { try place.paint(UInt64(seed), to: "album/\(seed).png") }
    _ = try place.index("album")
  }

  @Test("a sentence gives every photo, the best first")
  func sentence() throws {
    let matches = try place.search("a red square on a blue wall")
    #expect(matches.count == 6)
    #expect(matches.map(\.similarity) == matches.map(\.similarity).sorted(by: >))
    #expect(try place.search("a red square on a blue wall") == matches, "always the same answer")
    #expect(try place.search("snow") != matches)
  }

  @Test("words that are not quoted are one sentence")
  func words() throws {
    let together = try place.run("search", "a red square", "--json")
    #expect(try place.run("search", "a", "red", "square", "--json").output == together.output)
  }

  @Test(
    "an example photo is found first",
    arguments: ["./album/3.png", "2:./album/3.png", "+ ./album/3.png"]
  )
  func example(query: String) throws {
    let best = try #require(try place.search(query).first)
    #expect(best.name == "3.png")
    #expect(abs(best.similarity - 1) < 1e-5)
  }

  @Test("an example may lie outside of the library, be absolute, or lie at home")
  func outside() throws {
    try place.paint(3, to: "elsewhere/the same.png")
    try place.paint(4, to: "home/4.png")
    #expect(try place.search("./elsewhere/the same.png").first?.name == "3.png")
    #expect(try place.search(place.url("elsewhere/the same.png").path).first?.name == "3.png")
    #expect(try place.search("~/4.png").first?.name == "4.png")
    try place.paint(99, to: "elsewhere/unknown.png")
    let matches = try place.search("./elsewhere/unknown.png")
    #expect(matches.count == 6 && matches[0].similarity < 0.9999)
    #expect(try place.status().photos == 6, "a search adds nothing")
  }

  @Test("words that begin with a minus need no --, and options stay options")
  func minus() throws {
    try place.paint(7, to: "album/trash/7.png")
    _ = try place.index("album")
    for words in [
      ["-folder:trash"], ["a square", "-folder:trash"], ["-FOLDER:trash", "a square"],
    ] {
      let outcome = try place.start(["search"] + words + ["--json", "-n", "50"]).wait()
      #expect(try outcome.keys().count == 6, "\(words): \(outcome.notes)")
    }
    for words in [
      ["- people"], ["-5 degrees"], ["beach", "-", "people"], ["--", "-folder:trash"],
    ] {
      #expect(try place.start(["search"] + words).wait().status == 0, "\(words)")
    }
    #expect(try place.run("search", "a square", "--limt", "5").status == 64)
    let elsewhere = "--library=\(place.url("another library").path)"
    #expect(try place.run("search", "a square", elsewhere).status == 1, "an option, not words")
    #expect(try place.run("search", "beach", "-people").status == 64)
  }

  @Test("a sum lies between its parts")
  func sum() throws {
    let both = try place.search("./album/1.png + ./album/2.png")
    #expect(Set(both.prefix(2).map(\.name)) == ["1.png", "2.png"])
    #expect(abs(both[0].similarity - both[1].similarity) < 1e-4)
    #expect(try place.search("3:./album/1.png + ./album/2.png").first?.name == "1.png")
  }

  @Test("a difference moves away")
  func difference() throws {
    let without = try place.search("./album/1.png - ./album/2.png")
    #expect(without.first?.name == "1.png")
    #expect(without.last?.name == "2.png")
    #expect(try place.search("- ./album/5.png").last?.name == "5.png")
    let mixed = try place.search("./album/1.png + night - 0.5:people")
    #expect(mixed.count == 6)
  }

  @Test(
    "a query that makes no sense is wrong usage, in a sentence",
    arguments: [
      "", "   ", "dog +", "+ - dog", "beach -people", "\"unclosed", "dog - dog", "0:dog",
      "1000000000000000000000000000000000000000:dog",
    ]
  )
  func nonsense(query: String) throws {
    let outcome = try place.run("search", "--", query)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.hasPrefix("shoebox: ") && outcome.notes.hasSuffix(".\n"))
  }

  @Test("without a query there is nothing to look for")
  func nothing() throws {
    let outcome = try place.run("search")
    #expect(outcome.status == 64)
    #expect(outcome.notes.contains("shoebox search"))
  }

  @Test("an example that is not there")
  func missingExample() throws {
    let outcome = try place.run("search", "./none.png")
    #expect(outcome.status == 66)
    #expect(outcome.notes.contains("./none.png"))
  }

  @Test("an example that is no photo")
  func unreadableExample() throws {
    try place.write(Array("text".utf8), to: "note.txt")
    try place.write(Array("text".utf8), to: "note.jpg")
    for path in ["./note.txt", "./note.jpg", "./album"] {
      let outcome = try place.run("search", path)
      #expect(outcome.status == 65, "\(path)")
      #expect(outcome.notes.contains(path))
    }
  }

  @Test(
    "a query may begin with a dash behind the terminator, and be in any script",
    arguments: ["-5 degrees", "--json is no option here", "日本の雪", "🐶", "été", "&lt;b&gt; 100%"]
  )
  func anything(query: String) throws {
    #expect(try place.search(query).count == 6)
  }

  @Test("a query of ten thousand characters is cut, not refused")
  func long() throws {
    #expect(try place.search(String(repeating: "dog on the beach ", count: 600)).count == 6)
  }

  @Test("an unknown option is wrong usage")
  func unknownOption() throws {
    let outcome = try place.run("search", "dog", "--lmit", "3")
    #expect(outcome.status == 64)
    #expect(outcome.notes.contains("--lmit"))
  }

  @Test("similar leaves the photo itself out, and its copies")
  func similar() throws {
    try place.paint(1, to: "album/copy.png")
    _ = try place.index("album")
    let outcome = try place.run("similar", "album/1.png", "--json")
    #expect(outcome.status == 0)
    let matches = try outcome.objects(MatchReport.self)
    #expect(Set(matches.map(\.name)) == ["2.png", "3.png", "4.png", "5.png", "6.png"])
    let sum = try place.search("./album/1.png")
    #expect(sum.dropFirst().map(\.name) == matches.map(\.name))
    let outside = try place.run("similar", "--limit", "2", "--paths", "./album/../album/1.png")
    #expect(outside.lines == matches.prefix(2).map(\.path))
  }

  @Test("similar to a photo that is not there, or is none")
  func similarMissing() throws {
    #expect(try place.run("similar", "none.png").status == 66)
    try place.write(Array("text".utf8), to: "note.txt")
    #expect(try place.run("similar", "note.txt").status == 65)
    #expect(try place.run("similar").status == 64)
  }

  @Test("a path of similar is a path, whatever it looks like")
  func similarOddPath() throws {
    for name in ["a + b.png", "2:b.png", "x - y.png", "~/z.png"] {
      try place.paint(77, to: "odd/\(name)")
      #expect(try place.run("similar", "odd/\(name)").status == 0, "\(name)")
    }
  }
}
