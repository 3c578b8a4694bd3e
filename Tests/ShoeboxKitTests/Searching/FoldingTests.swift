// SPDX-License-Identifier: MIT

import Catalog
import ShoeboxKit
import SystemPackage
import Testing

/// Shots that hardly differ are one result.
@Suite struct FoldingTests {
  private struct Shot {
    var hash: UInt64?
    var seconds: Int64?
    var source = PhotoRecord.TakenAt.Source.exifOriginal
    var camera: String? = "X100"
    var colour: UInt32? = 0x80_8080
  }

  private static let hash: UInt64 = 0x3C5A_96F0_0F69_A5C3

  /// The hash with some bits changed.
  private static func changed(_ count: Int) -> UInt64 {
    (0..<count).reduce(hash) { $0 ^ 1 << (4 * $1) }
  }

  @Test func encodingsOfAPictureAreOne() async throws {
    let groups = try await folded([
      Shot(hash: Self.hash, seconds: 0), Shot(hash: Self.hash, seconds: 90_000, camera: nil),
      Shot(hash: Self.changed(4), seconds: nil), Shot(hash: Self.changed(5), seconds: 50_000),
    ])
    #expect(groups == [[0, 1, 2], [3]])
  }

  @Test func shotsOfABurstMayDifferMore() async throws {
    let groups = try await folded([
      Shot(hash: Self.hash, seconds: 1000),
      Shot(hash: Self.changed(14), seconds: 1030),  // as far as it goes
      Shot(hash: Self.changed(14), seconds: 969),  // too long ago
      Shot(hash: Self.changed(15), seconds: 2000),
      Shot(hash: Self.changed(14), seconds: 1000, camera: "Other"),
      Shot(hash: Self.changed(14), seconds: 1000, source: .file),
    ])
    #expect(groups.first == [0, 1])
    // Without a camera that says so, nothing is a burst.
    let unknown = try await folded([
      Shot(hash: Self.hash, seconds: 1000, camera: nil),
      Shot(hash: Self.changed(14), seconds: 1000, camera: nil),
    ])
    #expect(unknown == [[0], [1]])
  }

  @Test func whatSaysTooLittleIsNotFolded() async throws {
    let groups = try await folded([
      Shot(hash: nil), Shot(hash: nil), Shot(hash: 0), Shot(hash: 0), Shot(hash: .max),
      Shot(hash: 7),
      Shot(hash: Self.hash, colour: 0x10_1010), Shot(hash: Self.hash, colour: 0x10_1041),
      Shot(hash: Self.hash, seconds: .max), Shot(hash: Self.hash, seconds: .min, colour: 0x80_80B0),
    ])
    #expect(groups == [[0], [1], [2], [3], [4], [5], [6], [7], [8, 9]])
  }

  @Test func pagesOfFoldedPhotosAreTheWhole() async throws {
    // Ten pictures, each six times, far apart in the ranking.
    let shots = (0..<60).map { seed in
      Shot(hash: SeededGenerator.hash(UInt64(seed % 10)), seconds: nil)
    }
    let (sample, library, query) = try await indexed(shots)
    let whole = try library.search(
      query,
      options: SearchOptions(limit: .max, foldsAlike: true)
    )
    #expect(whole.count == 10)
    #expect(whole.allSatisfy { $0.alike.count == 5 })
    #expect(whole.total == 60)
    for limit in [1, 3, 10] {
      var found: [PhotoMatch] = []
      var offset: Int? = 0
      while let start = offset {
        let page = try library.search(
          query,
          options: SearchOptions(limit: limit, offset: start, foldsAlike: true)
        )
        found += page
        offset = page.nextOffset
      }
      #expect(found == Array(whole), "\(limit)")
    }
    // The first that is still there stands for a group, at the place of the group.
    let first = try #require(whole.first)
    try sample.remove(try #require(first.path.lastComponent?.string))
    let without = try library.search(query, options: SearchOptions(limit: 100, foldsAlike: true))
    #expect(without.count == 10)
    #expect(without.first?.details == first.alike.first)
    #expect(without.first?.alike.count == 4)
    let newest = try library.search(
      Query.parse("type:png"),
      options: SearchOptions(limit: 100, foldsAlike: true)
    )
    #expect(newest.count == 10)
    withExtendedLifetime(sample) {}
  }

  /// The shots by their numbers, in groups as a search shows them.
  private func folded(_ shots: [Shot]) async throws -> [[Int]] {
    let (sample, library, query) = try await indexed(shots)
    let found = try library.search(query, options: SearchOptions(limit: 100, foldsAlike: true))
    return withExtendedLifetime(sample) {
      found.map { match in
        ([match.details] + match.alike).compactMap { Int($0.path.lastComponent?.stem ?? "") }
      }
    }
  }

  /// A library of photos that look so, and a query that ranks them in their order.
  private func indexed(_ shots: [Shot]) async throws -> (SampleLibrary, PhotoLibrary, Query) {
    let sample = try SampleLibrary()
    let library = try sample.open()
    try sample.add(0..<shots.count)
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    for (index, shot) in shots.enumerated() {
      try catalog.replace(
        sample.path("\(index).png"),
        vector: catalog.vector(similarity: 0.9 - Float(index) / 1000),
        isNew: true
      ) { record in
        record.perceptualHash = shot.hash
        record.colour = shot.colour
        record.cameraModel = shot.camera
        record.takenAt = shot.seconds.map { .init(wallClockSeconds: $0, source: shot.source) }
      }
    }
    return (sample, library, Query(terms: [.init(.embedding(catalog.axis(0)))]))
  }
}

extension SeededGenerator {
  /// A random number for a seed.
  fileprivate static func hash(_ seed: UInt64) -> UInt64 {
    var generator = SeededGenerator(seed)
    return generator.next()
  }
}
