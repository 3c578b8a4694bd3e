// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

/// Pages put one behind the other are the whole, in every order.
@Suite struct PagingTests {
  let sample: SampleLibrary
  let library: PhotoLibrary
  private let count = 60

  init() async throws {
    sample = try SampleLibrary()
    library = try sample.open()
    try sample.add(0..<count)
    _ = try await library.run(sample.photos)
  }

  @Test(arguments: [1, 7, 20, 60, 1000], SearchOptions.Order.allCases)
  func pagesAreTheWhole(limit: Int, order: SearchOptions.Order) throws {
    for query in ["a photo", "type:png", "a photo type:png"] {
      let query = try Query.parse(query)
      let whole = try library.search(query, options: SearchOptions(limit: .max, order: order))
      #expect(whole.count == count && whole.nextOffset == nil)
      #expect(Set(whole.map(\.photo)).count == count)
      #expect(try pages(query, limit, order) == Array(whole))
    }
  }

  @Test func deepPagesAreExact() throws {
    let query = Query.text("a photo")
    let whole = try sample.open().search(query, options: SearchOptions(limit: count))
    // Backwards, so that nothing is remembered from the page before.
    for offset in stride(from: count, through: 0, by: -9) {
      let page = try library.search(query, options: SearchOptions(limit: 5, offset: offset))
      #expect(page.map(\.photo) == whole.dropFirst(offset).prefix(5).map(\.photo))
      #expect(page.total == count)
    }
    #expect(try library.search(query, options: SearchOptions(offset: 1000)).isEmpty)
    #expect(try library.search(query, options: SearchOptions(offset: -5)).count == 20)
    #expect(try library.search(query, options: SearchOptions(limit: 5, offset: .max)).isEmpty)
  }

  @Test func vanishedPhotosComeOnNoPage() throws {
    let whole = try library.search(.text("a photo"), options: SearchOptions(limit: count))
    for match in whole.prefix(30) where match.photo.isMultiple(of: 2) {
      try FileManager.default.removeItem(atPath: match.path.string)
    }
    let left = whole.filter { FileManager.default.fileExists(atPath: $0.path.string) }
    #expect(left.count < count)
    let found = try pages(.text("a photo"), 7, .relevance)
    #expect(found.map(\.photo) == left.map(\.photo))
    #expect(try library.photos(limit: 1000).photos.count == left.count)
  }

  @Test func dateOrderIsWithinWhatIsRelevant() async throws {
    let catalog = try SampleCatalog(sample, library)
    // Ten photos stand out from fifty, in no order of time.
    for seed in 0..<count {
      let similarity =
        seed < 10 ? 0.9 - Float(seed) / 1000 : Float((seed * 7_919) % 50 - 25) / 500
      try catalog.replace(
        sample.path("\(seed).png"),
        vector: catalog.vector(similarity: similarity),
        isNew: true
      ) { record in
        record.takenAt =
          seed == 4
          ? nil
          : .init(wallClockSeconds: Int64(seed * 37 % 11) * 86_400, source: .exifOriginal)
      }
    }
    let query = Query(terms: [.init(.embedding(catalog.axis(0)))])
    let byRelevance = try library.search(query, options: SearchOptions(limit: 100))
    #expect(byRelevance.confident + byRelevance.maybe == 10)
    let byDate = try library.search(query, options: SearchOptions(limit: 100, order: .date))
    #expect(byDate.confident == byRelevance.confident)
    let relevant = byDate.prefix(10)
    #expect(Set(relevant.map(\.photo)) == Set(byRelevance.prefix(10).map(\.photo)))
    let times = relevant.map { $0.takenAt?.wallClockSeconds ?? .min }
    #expect(times == times.sorted(by: >))
    #expect(relevant.last?.takenAt == nil)
    #expect(relevant.allSatisfy { $0.relevance != .rest })
    #expect(byDate.dropFirst(10).map(\.photo) == byRelevance.dropFirst(10).map(\.photo))
    #expect(byDate.dropFirst(10).allSatisfy { $0.relevance == .rest })
    #expect(try pages(query, 4, .date) == Array(byDate))
    let only = try library.search(
      query,
      options: SearchOptions(limit: 100, order: .date, isRelevantOnly: true)
    )
    #expect(Array(only) == Array(relevant))
    #expect(only.total == 10 && only.nextOffset == nil)
  }

  private func pages(
    _ query: Query,
    _ limit: Int,
    _ order: SearchOptions.Order
  ) throws -> [PhotoMatch] {
    var found: [PhotoMatch] = []
    var offset: Int? = 0
    while let start = offset {
      let page = try library.search(
        query,
        options: SearchOptions(limit: limit, offset: start, order: order)
      )
      #expect(page.count == limit || page.nextOffset == nil)
      found += page
      offset = page.nextOffset
    }
    return found
  }
}
