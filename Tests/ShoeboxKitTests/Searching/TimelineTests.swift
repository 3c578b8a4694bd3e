// SPDX-License-Identifier: MIT

import Catalog
import ShoeboxKit
import SystemPackage
import Testing

/// How many photos were taken in which month, and what is known of one.
@Suite struct TimelineTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func monthsAreCountedByTheClockOnTheWall() async throws {
    // The last second of a month, the first of the next, a leap day, before 1970, none, and broken clocks.
    let times: [Int64?] = [
      1_682_899_199, 1_682_899_200, 1_682_899_200 + 86_400, 1_709_164_800, -1, nil, nil, .max, .min,
      -62_135_596_801,
    ]
    try sample.add(0..<times.count)
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    for (seed, time) in times.enumerated() {
      try catalog.replace(sample.path("\(seed).png"), isNew: true) { record in
        record.takenAt = time.map {
          .init(wallClockSeconds: $0, utcOffsetMinutes: -600, source: .exifOriginal)
        }
      }
    }
    let timeline = try library.timeline()
    #expect(
      timeline.months.map { "\($0.month?.description ?? "none") \($0.count)" } == [
        "2024-02 1", "2023-05 2", "2023-04 1", "1969-12 1", "none 5",
      ]
    )
    #expect(timeline.total == times.count)
    #expect(try timeline.generation == library.search(.text("x")).generation)
    let filters = try Query.parse("date:2023").filters
    #expect(try library.timeline(matching: filters).months.map(\.count) == [2, 1])
    #expect(try library.timeline(matching: Query.parse("date:1800").filters).months.isEmpty)
    // The counts are those of the pages that filters for the months give.
    for month in timeline.months {
      guard let period = month.month else { continue }
      let page = try library.photos(
        matching: [QueryFilter(.date(from: period, through: period))],
        limit: 100
      )
      #expect(page.total == month.count)
    }
  }

  @Test func allThatIsKnownOfAPhotoCanBeAsked() async throws {
    try sample.add("Trip/a.png", 1)
    try sample.copy("Trip/a.png", to: "copy.png")
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    let id = try #require(try catalog.file(sample.path("Trip/a.png")).photo).rawValue
    let photo = try #require(try library.photo(id))
    #expect(photo.photo == id)
    #expect(
      Set([photo.path] + photo.copies) == [sample.path("Trip/a.png"), sample.path("copy.png")]
    )
    #expect(photo.folder == sample.photos)
    #expect(photo.format == "png")
    #expect(photo.contentHash.count == 32 && photo.byteCount > 0)
    #expect(photo.version.count == 16)
    #expect(photo.version.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    #expect(try library.photo(id + 1) == nil)
    #expect(try library.photo(-1) == nil)
    try sample.remove("Trip/a.png", "copy.png")
    #expect(try library.photo(id) == nil)
  }

  @Test func photosLikeOneOfTheLibraryComeWithoutIt() async throws {
    try sample.add(0..<5)
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    let path = sample.path("3.png")
    let id = try #require(try catalog.file(path).photo).rawValue
    let byNumber = try library.similar(to: id)
    #expect(byNumber == (try library.similar(to: path)))
    #expect(byNumber.count == 4 && byNumber.total == 4)
    #expect(!byNumber.map(\.photo).contains(id))
    let error = #expect(throws: ShoeboxError.self) { try library.similar(to: 999) }
    #expect(error?.code == .noInput)
    let query = try Query.parse("photo:999")
    #expect(throws: ShoeboxError.self) { try library.search(query) }
  }

  @Test func aPictureThatIsNoFileIsAnExample() async throws {
    try sample.add(0..<5)
    _ = try await library.run(sample.photos)
    let vector = try library.embedding(ofPhoto: SamplePhoto(seed: 2).png())
    let found = try library.search(Query(terms: [.init(.embedding(vector))]))
    #expect(found.first?.path == sample.path("2.png"))
    // Its length does not matter.
    let longer = try library.search(Query(terms: [.init(.embedding(vector.map { 3 * $0 }))]))
    #expect(longer.map(\.photo) == found.map(\.photo))
    #expect(zip(longer, found).allSatisfy { abs($0.score - $1.score) < 1e-5 })
    for bytes in [[], Array("no picture".utf8)] {
      let error = #expect(throws: ShoeboxError.self) { try library.embedding(ofPhoto: bytes) }
      #expect(error?.code == .badInput)
    }
    for wrong in [[], [1], vector.map { _ in 0 }, vector.map { _ in .nan }] as [[Float]] {
      let error = #expect(throws: ShoeboxError.self) {
        try library.search(Query(terms: [.init(.embedding(wrong))]))
      }
      #expect(error?.code == .usage)
    }
  }
}
