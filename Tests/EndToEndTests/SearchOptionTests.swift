// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// Filters, orders and pages of the command.
@Suite("Search options", .needsCommand)
struct SearchOptionTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    for seed in 1...12 {
      let path = "album/\(seed < 7 ? "Berlin" : "Home")/\(seed).png"
      try place.paint(UInt64(seed), to: path)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: TimeInterval(seed) * 86_400 * 365)],
        ofItemAtPath: place.url(path).path
      )
    }
    _ = try place.index("album")
  }

  /// A photo that was not compared with anything.
  private struct Listed: Decodable {
    let path: String
    let similarity: Float?
    let relevance: String?
  }

  @Test(
    "filters leave photos out",
    arguments: [
      ("a picture folder:Berlin", 6), ("a picture -folder:berlin", 6), ("a picture type:png", 12),
      ("a picture date:1975..1977", 3), ("a picture after:1974 folder:Berlin", 2),
      ("photo:1 folder:Home", 6), ("./album/Berlin/1.png -type:png", 0),
    ]
  )
  func filters(query: String, count: Int) throws {
    let found = try place.search(query)
    #expect(found.count == count)
    let all = try place.search("a picture")
    let names = Set(found.map(\.name))
    if query.hasPrefix("a picture") {
      #expect(found.map(\.name) == all.map(\.name).filter(names.contains))
    }
  }

  @Test("filters alone list the newest first, without scores")
  func filtersAlone() throws {
    let outcome = try place.run("search", "folder:Berlin", "--json")
    let listed = try outcome.objects(Listed.self)
    #expect(listed.map { $0.path.suffix(5) } == (1...6).reversed().map { "\($0).png" })
    #expect(listed.allSatisfy { $0.similarity == nil && $0.relevance == nil })
    let table = try place.run("search", "folder:Berlin")
    #expect(table.lines.first?.hasPrefix("taken") == true)
    #expect(table.lines.count == 7)
  }

  @Test("a filter that cannot be read is wrong usage and shows what to write")
  func badFilter() throws {
    let outcome = try place.run("search", "dogs date:2023-13")
    #expect(outcome.status == 64)
    #expect(outcome.notes.contains("date:2023-05") && outcome.notes.contains("character 6"))
  }

  @Test("--offset goes on where the page before ended")
  func offset() throws {
    let all = try place.run("search", "a picture", "--paths").lines
    var found: [String] = []
    for start in stride(from: 0, to: 15, by: 5) {
      let page = try place.run("search", "a picture", "--paths", "-n", "5", "--offset", "\(start)")
      #expect(page.status == (start < 12 ? 0 : 1))
      found += page.lines
    }
    #expect(found == all)
    #expect(try place.run("search", "a picture", "--offset=-1").status == 64)
  }

  @Test("--sort date puts the newest of those that fit first, --relevant leaves the rest out")
  func sort() throws {
    let outcome = try place.run("search", "a picture", "--sort", "date", "--json")
    let found = try outcome.objects(MatchReport.self)
    #expect(found.count == 12)
    let relevant = found.prefix { $0.relevance != "rest" }
    #expect(relevant.map(\.taken_at) == relevant.map(\.taken_at).sorted { ($0 ?? "") > ($1 ?? "") })
    #expect(found.dropFirst(relevant.count).allSatisfy { $0.relevance == "rest" })
    let only = try place.run("search", "a picture", "--relevant", "--sort=date", "--json")
    #expect(try only.objects(MatchReport.self) == Array(relevant))
    #expect(try place.run("search", "a picture", "--sort", "size").status == 64)
  }

  @Test("--fold shows encodings of one picture, and the shots of a burst, as one", .needsSharedData)
  func fold() throws {
    _ = try place.index(SharedData.path("near-duplicates"))
    let query = "folder:near-duplicates"
    let apart = try place.run("search", query, "--paths", "-n", "100").lines
    #expect(try place.run("search", query, "--paths", "-n", "100", "--no-fold").lines == apart)
    let folded = try place.run("search", query, "--paths", "-n", "100", "--fold").lines
    #expect(folded.count == apart.count - 5, "three of a burst, a resized and an encoded one")
    let table = try place.run("search", query, "--fold", "-n", "100").text
    #expect(table.contains("(+3 alike)") && table.contains("(+1 alike)"))
  }
}
