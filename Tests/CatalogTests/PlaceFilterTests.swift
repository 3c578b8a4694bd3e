// SPDX-License-Identifier: MIT

import Catalog
import Testing

/// Which photos are near a place.
@Suite struct PlaceFilterTests {
  @Test func distancesAreAlongTheEarth() throws {
    let album = try Album()
    let places: [(Double, Double)] = [
      (52.5200, 13.4050),  // Berlin
      (52.3906, 13.0645),  // Potsdam, 27 km away
      (48.8566, 2.3522),  // Paris, 878 km away
      (-33.8568, 151.2153),  // Sydney, 16 091 km away
    ]
    for (index, place) in places.enumerated() {
      try album.add("\(index)", content: UInt8(index)) { record in
        record.latitude = place.0
        record.longitude = place.1
      }
    }
    try album.add("nowhere", content: 9)
    func near(_ kilometres: Double) throws -> [UInt8] {
      let filter = PhotoFilter([
        .near(latitude: 52.52, longitude: 13.405, metres: kilometres * 1000)
      ])
      return try album.contents(album.catalog.selection(matching: [filter])).sorted()
    }
    #expect(try near(0.001) == [0])
    #expect(try near(26) == [0])
    #expect(try near(28) == [0, 1])
    #expect(try near(870) == [0, 1])
    #expect(try near(885) == [0, 1, 2])
    #expect(try near(16_000) == [0, 1, 2])
    #expect(try near(20_038) == [0, 1, 2, 3])
  }

  @Test(
    arguments: [
      // Fiji, on both sides of the meridian where 180 degrees east become 180 degrees west.
      (-17.0, 179.9, -17.0, -179.9, 21.27), (-17.0, -179.9, -17.0, 179.9, 21.27),
      (0.0, 180.0, 0.0, -180.0, 0.0),
      // Across the poles.
      (89.9, 0.0, 89.9, 180.0, 22.24), (-89.9, -45.0, -89.9, 135.0, 22.24),
      (90.0, 12.0, 89.0, -100.0, 111.19),
      // A degree of longitude is short in the north.
      (70.0, 20.0, 70.0, 21.0, 38.03), (0.0, 20.0, 0.0, 21.0, 111.19),
      // The other side of the earth.
      (10.0, 20.0, -10.0, -160.0, 20_015.1),
    ] as [(Double, Double, Double, Double, Double)]
  )
  func nothingIsMissedWhereDegreesJump(
    latitude: Double,
    longitude: Double,
    otherLatitude: Double,
    otherLongitude: Double,
    kilometres: Double
  ) throws {
    let album = try Album()
    try album.add("there", content: 1) { record in
      record.latitude = otherLatitude
      record.longitude = otherLongitude
    }
    func isFound(within kilometres: Double) throws -> Bool {
      let filter = PhotoFilter([
        .near(latitude: latitude, longitude: longitude, metres: kilometres * 1000)
      ])
      return try !album.catalog.selection(matching: [filter]).photos.isEmpty
    }
    #expect(try isFound(within: kilometres * 1.001 + 0.001))
    if kilometres > 0 { #expect(try !isFound(within: kilometres * 0.998)) }
  }
}
