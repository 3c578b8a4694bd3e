// SPDX-License-Identifier: MIT

import Catalog
import Testing

@Suite struct PhotoRecordTests {
  /// What is stored of a photo that is indexed as each of the records, one after the other.
  private func stored(_ records: PhotoRecord...) throws -> PhotoRecord {
    let album = try Album()
    for record in records {
      try album.catalog.apply([
        .indexed(
          file: album.key("a.jpg"),
          stamp: .test(1),
          photo: record,
          embedding: Album.vector(1),
          model: album.model
        )
      ])
    }
    let id = try #require(try album.photo(1))
    return try #require(try album.catalog.photos([id])[id]).record
  }

  private func record(_ change: (inout PhotoRecord) -> Void) -> PhotoRecord {
    var record = PhotoRecord.test(1)
    change(&record)
    return record
  }

  @Test(
    arguments: [
      (90.1, 0), (0, 180.1), (.nan, 0), (0, -.infinity), (nil, 1), (1, nil),
    ] as [(Double?, Double?)]
  )
  func aPlaceOffTheGlobeIsLeftOut(latitude: Double?, longitude: Double?) throws {
    let stored = try stored(
      record {
        $0.latitude = latitude
        $0.longitude = longitude
        $0.altitude = 12
      }
    )
    #expect(stored.latitude == nil && stored.longitude == nil)
    #expect(stored.altitude == 12)
  }

  @Test func thePolesAndTheDateLineAreKept() throws {
    let stored = try stored(
      record {
        $0.latitude = -90
        $0.longitude = 180
      }
    )
    #expect(stored.latitude == -90 && stored.longitude == 180)
  }

  @Test func nonsenseIsLeftOut() throws {
    let stored = try stored(
      record {
        $0.altitude = .nan
        $0.cameraMake = ""
        $0.cameraModel = "a\0b"
        $0.lensModel = "\0"
        $0.takenAt = .init(wallClockSeconds: 5, utcOffsetMinutes: 6000, source: .gps)
        $0.colour = 0x1_000000
      }
    )
    #expect(stored == record { $0.takenAt = .init(wallClockSeconds: 5, source: .gps) })
  }

  @Test func laterReadingsFillTheGaps() throws {
    let poor = record { $0.cameraMake = "First" }
    let rich = record {
      $0.takenAt = .init(wallClockSeconds: 5, utcOffsetMinutes: 60, source: .exifOriginal)
      $0.latitude = 1
      $0.longitude = 2
      $0.altitude = 3
      $0.cameraMake = "Second"
      $0.cameraModel = "Model"
      $0.lensModel = "Lens"
      $0.colour = 0xFFFFFF
      $0.perceptualHash = .max
    }
    var expected = rich
    expected.cameraMake = "First"
    #expect(try stored(poor, rich) == expected)
    #expect(try stored(rich, poor) == rich)
  }

  @Test func whatAPhotoLooksLikeIsKeptOnceItIsKnown() throws {
    let first = record {
      $0.colour = 0
      $0.perceptualHash = 0
    }
    let second = record {
      $0.colour = 0x123456
      $0.perceptualHash = 1 << 63
    }
    #expect(try stored(second) == second)
    #expect(try stored(first, second) == first)
    #expect(try stored(.test(1), second) == second)
  }

  @Test func whatAnOldPhotoLooksLikeIsCompletedWithoutANewGeneration() throws {
    let album = try Album()
    _ = try album.add("a.jpg")
    let id = try #require(try album.photo(1))
    let generation = try album.catalog.generation()
    try album.catalog.complete(id, colour: 0xABCDEF, perceptualHash: 1 << 63)
    try album.catalog.complete(id, colour: 1, perceptualHash: 2)
    try album.catalog.complete(PhotoID(rawValue: 77), colour: 1, perceptualHash: 2)
    let stored = try #require(try album.catalog.photos([id])[id]).record
    #expect(stored.colour == 0xABCDEF && stored.perceptualHash == 1 << 63)
    #expect(try album.catalog.generation() == generation)
    #expect(code { try album.catalog.complete(id, colour: .max, perceptualHash: 0) } == nil)
  }

  @Test func aTimeOfThePictureReplacesAGuess() throws {
    let guess = record { $0.takenAt = .init(wallClockSeconds: 9, source: .file) }
    let later = record { $0.takenAt = .init(wallClockSeconds: 10, source: .file) }
    let read = record { $0.takenAt = .init(wallClockSeconds: 5, source: .exifModified) }
    #expect(try stored(guess, read) == read)
    #expect(try stored(read, guess) == read)
    #expect(try stored(guess, later) == guess)
    #expect(try stored(guess, .test(1)) == guess)
  }
}
