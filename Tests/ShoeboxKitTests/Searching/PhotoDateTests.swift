// SPDX-License-Identifier: MIT

import Catalog
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct PhotoDateTests {
  /// A time and how it is written.
  struct Sample: Sendable {
    let seconds: Int64
    let offset: Int?
    let text: String
    let iso8601: String

    init(_ seconds: Int64, _ offset: Int?, _ text: String, _ iso8601: String) {
      self.seconds = seconds
      self.offset = offset
      self.text = text
      self.iso8601 = iso8601
    }
  }

  /// Made with Python's `datetime`, which counts by the proleptic Gregorian calendar too.
  static let samples = [
    Sample(0, nil, "1970-01-01 00:00", "1970-01-01T00:00:00"),
    Sample(0, 0, "1970-01-01 00:00", "1970-01-01T00:00:00+00:00"),
    Sample(1_714_583_002, 120, "2024-05-01 17:03", "2024-05-01T17:03:22+02:00"),
    Sample(1_714_583_002, -570, "2024-05-01 17:03", "2024-05-01T17:03:22-09:30"),
    Sample(1_714_583_002, -30, "2024-05-01 17:03", "2024-05-01T17:03:22-00:30"),
    Sample(1_714_583_002, 765, "2024-05-01 17:03", "2024-05-01T17:03:22+12:45"),
    // Leap years: every fourth, not every hundredth, but every four hundredth.
    Sample(1_709_251_199, nil, "2024-02-29 23:59", "2024-02-29T23:59:59"),
    Sample(1_709_251_200, nil, "2024-03-01 00:00", "2024-03-01T00:00:00"),
    Sample(951_782_400, nil, "2000-02-29 00:00", "2000-02-29T00:00:00"),
    Sample(951_868_800, nil, "2000-03-01 00:00", "2000-03-01T00:00:00"),
    Sample(1_677_628_799, nil, "2023-02-28 23:59", "2023-02-28T23:59:59"),
    Sample(1_677_628_800, nil, "2023-03-01 00:00", "2023-03-01T00:00:00"),
    Sample(-2_203_891_201, nil, "1900-02-28 23:59", "1900-02-28T23:59:59"),
    Sample(-2_203_891_200, nil, "1900-03-01 00:00", "1900-03-01T00:00:00"),
    Sample(4_107_542_400, nil, "2100-03-01 00:00", "2100-03-01T00:00:00"),
    // Ends of years, and before 1970.
    Sample(1_704_067_199, nil, "2023-12-31 23:59", "2023-12-31T23:59:59"),
    Sample(1_704_067_200, nil, "2024-01-01 00:00", "2024-01-01T00:00:00"),
    Sample(-1, nil, "1969-12-31 23:59", "1969-12-31T23:59:59"),
    Sample(-86_400, nil, "1969-12-31 00:00", "1969-12-31T00:00:00"),
    Sample(-86_401, nil, "1969-12-30 23:59", "1969-12-30T23:59:59"),
    Sample(-4_582_828_800, nil, "1824-10-11 00:00", "1824-10-11T00:00:00"),
    Sample(-62_135_596_800, nil, "0001-01-01 00:00", "0001-01-01T00:00:00"),
    Sample(253_402_300_799, nil, "9999-12-31 23:59", "9999-12-31T23:59:59"),
  ]

  @Test func writesDates() async throws {
    let sample = try SampleLibrary()
    let library = try sample.open()
    for index in Self.samples.indices { try sample.add("\(index).png", index) }
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    for (index, date) in Self.samples.enumerated() {
      try catalog.replace(sample.path("\(index).png"), isNew: true) { record in
        record.takenAt = .init(
          wallClockSeconds: date.seconds,
          utcOffsetMinutes: date.offset,
          source: .exifOriginal
        )
      }
    }
    let matches = try library.search(.text("a photo"), options: SearchOptions(limit: 1_000))
    let dates = Dictionary(uniqueKeysWithValues: matches.map { ($0.path, $0.takenAt) })
    for (index, expected) in Self.samples.enumerated() {
      let date = try #require(dates[sample.path("\(index).png")] ?? nil)
      #expect(date.description == expected.text)
      #expect(date.iso8601 == expected.iso8601)
      #expect(date.wallClockSeconds == expected.seconds)
      #expect(date.utcOffsetMinutes == expected.offset)
      #expect(date.source == "exif-original")
    }
  }
}
