// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

/// Searches under filters find what fits them and nothing else, in the order they would have without.
@Suite struct FilterTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() async throws {
    sample = try SampleLibrary()
    library = try sample.open()
    for seed in 0..<6 { try sample.add("Berlin/\(seed).png", seed) }
    for seed in 6..<12 { try sample.add("Home/\(seed).png", seed) }
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    for seed in 0..<12 {
      let folder = seed < 6 ? "Berlin" : "Home"
      try catalog.replace(sample.path("\(folder)/\(seed).png"), isNew: true) { record in
        // The first of each month of 2023, by a clock that is ahead of UTC.
        record.takenAt =
          seed == 11
          ? nil
          : .init(
            wallClockSeconds: 1_672_531_200 + Int64(seed) * 2_678_400,
            utcOffsetMinutes: 60,
            source: .exifOriginal
          )
        record.cameraMake = seed.isMultiple(of: 2) ? "FUJIFILM" : "Apple"
        if seed < 3 {
          record.latitude = 52.5
          record.longitude = 13.4
        }
      }
    }
  }

  @Test(
    arguments: [
      ("folder:Berlin", [0, 1, 2, 3, 4, 5]), ("-folder:Berlin", [6, 7, 8, 9, 10, 11]),
      ("folder:Berlin folder:Home", Array(0...11)), ("folder:Berlin -folder:Berlin", []),
      ("camera:fuji folder:Home", [6, 8, 10]), ("camera:fuji camera:apple", Array(0...11)),
      ("date:2023-01", [0]), ("date:2023-01 date:2023-05", [0, 4]),
      ("after:2023-10", [9, 10]), ("after:2023-02 before:2023-05", [1, 2, 3]),
      ("after:2023-02 after:2023-10", [9, 10]), ("-date:2023", [11]), ("date:2022", []),
      ("near:52.5,13.4", [0, 1, 2]), ("-near:52.5,13.4 folder:Berlin", [3, 4, 5]),
      ("near:0,0 near:52.5,13.4,1km", [0, 1, 2]), ("type:png", Array(0...11)),
      ("type:jpg", []), ("-type:png", []), ("type:jpg type:PNG", Array(0...11)),
    ] as [(String, [Int])]
  )
  func onlyWhatFitsIsFound(filters: String, seeds: [Int]) throws {
    let all = try library.search(Query.parse("a photo"), options: SearchOptions(limit: 100))
    let expected = all.map(\.path).filter { seeds.contains(seed($0)) }
    #expect(expected.count == seeds.count)
    let found = try library.search(
      Query.parse("a photo \(filters)"),
      options: SearchOptions(limit: 100)
    )
    #expect(found.map(\.path) == expected)
    #expect(found.total == seeds.count)
    // Again from what is remembered, and without terms.
    let again = try library.search(
      Query.parse("a photo \(filters)"),
      options: SearchOptions(limit: 100)
    )
    #expect(again == found)
    let newest = try library.search(Query.parse(filters), options: SearchOptions(limit: 100))
    #expect(newest.map { seed($0.path) } == newestFirst(seeds))
    #expect(newest.allSatisfy { $0.similarity == nil && $0.relevance == nil })
    #expect(newest.confident == 0 && newest.maybe == 0)
    let page = try library.photos(matching: Query.parse(filters).filters, limit: 100)
    #expect(page.photos == newest.map(\.details))
    #expect(page.total == seeds.count)
    #expect(page.nextOffset == nil)
  }

  @Test func filtersFollowWhatChanges() async throws {
    let query = try Query.parse("a photo folder:Berlin")
    #expect(try library.search(query).total == 6)
    // A move changes no vector, but the folder.
    try sample.move("photos/Berlin/0.png", to: "photos/Home/moved.png")
    _ = try await library.run()
    #expect(try library.search(query).total == 5)
    try sample.add("Berlin/new.png", 77)
    _ = try await sample.open().run()
    #expect(try library.search(query).total == 6)
    #expect(try library.photos(matching: query.filters, limit: 3).total == 6)
  }

  @Test func photosInAbsentFoldersStayHidden() async throws {
    try sample.makeFolder("disk")
    try sample.copy("Berlin/1.png", to: "../disk/other.png")
    _ = try await library.run(sample.root.appending("disk"))
    try sample.move("photos", to: "unplugged")
    #expect(
      try library.search(Query.parse("type:png")).map(\.path.lastComponent?.string) == ["other.png"]
    )
    #expect(try library.search(Query.parse("a photo type:png")).total == 1)
    #expect(try library.timeline().total == 1)
    try sample.move("unplugged", to: "photos")
    #expect(try library.search(Query.parse("type:png")).total >= 12)
  }

  @Test func examplesAndFiltersGoTogether() throws {
    let example = try #require(try library.search(Query.parse("date:2023-03")).first)
    let query = try Query.parse("photo:\(example.photo) folder:Berlin")
    let found = try library.search(query)
    #expect(found.count == 6)
    #expect(found.first?.photo == example.photo)
    #expect(abs(try #require(found.first).score - 1) < 1e-5)
  }

  private func seed(_ path: FilePath) -> Int {
    Int(path.lastComponent?.stem ?? "") ?? -1
  }

  private func newestFirst(_ seeds: [Int]) -> [Int] {
    seeds.filter { $0 != 11 }.reversed() + seeds.filter { $0 == 11 }
  }
}
