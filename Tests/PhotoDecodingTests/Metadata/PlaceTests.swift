// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Where a photo was taken")
struct PlaceTests {
  private func exif(
    _ latitude: [(UInt32, UInt32)],
    _ north: String?,
    _ longitude: [(UInt32, UInt32)],
    _ east: String?
  ) -> TestExif {
    var exif = TestExif()
    exif.gps[0x0002] = .fractions(latitude)
    exif.gps[0x0004] = .fractions(longitude)
    exif.gps[0x0001] = north.map { .text($0) }
    exif.gps[0x0003] = east.map { .text($0) }
    return exif
  }

  private func metadata(_ exif: TestExif) throws -> PhotoMetadata {
    try decode(plainPhoto.get().inserting(exif)).metadata
  }

  @Test(
    "hemispheres",
    arguments: [
      ("N", "E", 1.0, 1.0), ("N", "W", 1, -1), ("S", "E", -1, 1), ("S", "W", -1, -1),
      ("s", "w", -1, -1),
    ]
  )
  func hemispheres(north: String, east: String, latitudeSign: Double, longitudeSign: Double) throws
  {
    var place = exif(
      [(43, 1), (28, 1), (281_400, 100_000)],
      north,
      [(11, 1), (53, 1), (645_599, 100_000)],
      east
    )
    for isBigEndian in [false, true] {
      place.isBigEndian = isBigEndian
      let metadata = try metadata(place)
      let latitude = try #require(metadata.latitude)
      let longitude = try #require(metadata.longitude)
      #expect(abs(latitude - latitudeSign * 43.467448) < 1e-6)
      #expect(abs(longitude - longitudeSign * 11.885127) < 1e-6)
    }
  }

  @Test("degrees with a fraction alone, and minutes with one")
  func fractions() throws {
    let degrees = try metadata(exif([(43_5, 10)], "N", [(11_25, 100)], "E"))
    #expect(degrees.latitude == 43.5)
    #expect(degrees.longitude == 11.25)
    let minutes = try metadata(exif([(43, 1), (30_00, 100)], "N", [(11, 1), (15_00, 100)], "E"))
    #expect(minutes.latitude == 43.5)
    #expect(minutes.longitude == 11.25)
  }

  @Test("without a fix there is no place")
  func noFix() throws {
    let good: [(UInt32, UInt32)] = [(43, 1), (28, 1), (2, 1)]
    let zero: [(UInt32, UInt32)] = [(0, 1), (0, 1), (0, 1)]
    let none: [(UInt32, UInt32)] = [(0, 0), (0, 0), (0, 0)]
    for place in [
      exif(none, "N", none, "E"), exif(good, "N", none, "E"), exif(zero, "N", zero, "E"),
      exif(good, nil, good, "E"), exif(good, "N", good, nil), exif(good, "", good, ""),
      exif(good, "E", good, "N"), exif([(91, 1)], "N", good, "E"), exif(good, "N", [(181, 1)], "E"),
      exif([(90, 1), (1, 1)], "N", good, "E"), exif([], "N", [], "E"),
      exif([(.max, 1)], "N", [(.max, 1)], "E"),
    ] {
      let metadata = try metadata(place)
      #expect(metadata.latitude == nil)
      #expect(metadata.longitude == nil)
    }
  }

  @Test("the poles, the date line and the equator are places")
  func edges() throws {
    #expect(try metadata(exif([(90, 1)], "S", [(180, 1)], "W")).latitude == -90)
    #expect(try metadata(exif([(0, 1)], "N", [(180, 1)], "W")).longitude == -180)
    #expect(try metadata(exif([(0, 1)], "N", [(32, 1)], "E")).latitude == 0)
  }

  @Test("metres above and below the sea")
  func altitude() throws {
    var place = exif([(43, 1)], "N", [(11, 1)], "E")
    #expect(try metadata(place).altitude == nil)
    place.gps[0x0006] = .fractions([(14_839, 10)])
    #expect(try metadata(place).altitude == 1483.9)
    place.gps[0x0005] = .byte(1)
    #expect(try metadata(place).altitude == -1483.9)
    place.gps[0x0005] = .byte(0)
    #expect(try metadata(place).altitude == 1483.9)
    for impossible in [(0, 0), (40_000, 1), (.max, 1)] as [(UInt32, UInt32)] {
      place.gps[0x0006] = .fractions([impossible])
      #expect(try metadata(place).altitude == nil)
    }
    // An altitude without a place is of no use.
    place.gps[0x0002] = nil
    place.gps[0x0006] = .fractions([(100, 1)])
    #expect(try metadata(place).altitude == nil)
  }
}
