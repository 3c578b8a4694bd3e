// SPDX-License-Identifier: MIT

import Catalog
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct PhotoMatchTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func saysWhatTheFileSays() async throws {
    try sample.add("wide.png", bytes: SamplePhoto(seed: 1, width: 30, height: 20).png())
    sample.setTime(sample.path("wide.png"), seconds: 1_000_000_000)
    _ = try await library.run(sample.photos)
    let match = try #require(try library.search(.text("a photo")).first)
    #expect(match.path == sample.path("wide.png"))
    #expect(match.pixelWidth == 30)
    #expect(match.pixelHeight == 20)
    #expect(match.latitude == nil)
    #expect(match.longitude == nil)
    #expect(match.camera == nil)
    let date = try #require(match.takenAt)
    #expect(date.source == "file")
    let offset = Int64(try #require(date.utcOffsetMinutes))
    #expect(date.wallClockSeconds - 60 * offset == 1_000_000_000)
  }

  @Test func aTimeBefore1970IsATimeToo() async throws {
    try sample.add("old.png", 1)
    // Half a second before the last but one second of 1969.
    sample.setTime(sample.path("old.png"), seconds: -2, nanoseconds: 500_000_000)
    _ = try await library.run(sample.photos)
    let date = try #require(try library.search(.text("a photo")).first?.takenAt)
    let offset = Int64(try #require(date.utcOffsetMinutes))
    #expect(date.wallClockSeconds - 60 * offset == -2)
  }

  @Test func saysWhereItWasTaken() async throws {
    let match = try await match { record in
      record.latitude = -33.8568
      record.longitude = 151.2153
    }
    #expect(match.latitude == -33.8568)
    #expect(match.longitude == 151.2153)
  }

  @Test(arguments: [
    ("Apple", "iPhone 12", "Apple iPhone 12"), ("Canon", "Canon EOS 5D", "Canon EOS 5D"),
    ("NIKON", "nikon D90", "nikon D90"), ("Sony", nil, "Sony"), (nil, "X100", "X100"),
    (nil, nil, nil),
  ])
  func aCameraIsNamedOnce(make: String?, model: String?, expected: String?) async throws {
    let match = try await match { record in
      record.cameraMake = make
      record.cameraModel = model
    }
    #expect(match.camera == expected)
  }

  /// A photo with other metadata than a small PNG has.
  private func match(_ change: (inout PhotoRecord) -> Void) async throws -> PhotoMatch {
    try sample.add("a.png", 1)
    _ = try await library.run(sample.photos)
    try SampleCatalog(sample, library).replace(sample.path("a.png"), isNew: true, change)
    return try #require(try library.search(.text("a photo")).first)
  }
}
