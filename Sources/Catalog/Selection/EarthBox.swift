// SPDX-License-Identifier: MIT

import Foundation

/// Degrees between which everything lies that is not farther from a place than a distance.
struct EarthBox {
  let latitudes: ClosedRange<Double>
  /// Two ranges where the box crosses the meridian at which degrees jump from 180 to -180.
  let longitudes: [ClosedRange<Double>]

  /// The box around a circle.
  ///
  /// - Parameters:
  ///   - latitude: -90...90.
  ///   - longitude: -180...180.
  ///   - metres: Not negative.
  init(latitude: Double, longitude: Double, metres: Double) {
    // A little more, for the roundings.
    let angle = metres / Earth.radius * (1 + 1e-9) + 1e-9
    let height = angle * 180 / .pi
    let (south, north) = (latitude - height, latitude + height)
    latitudes = max(south, -90)...min(north, 90)
    guard south > -90, north < 90 else {
      // All meridians meet at a pole.
      longitudes = [-180...180]
      return
    }
    // Where the circle touches its outermost meridians.
    let width = asin(min(1, sin(angle) / cos(latitude * .pi / 180))) * 180 / .pi
    let (west, east) = (longitude - width, longitude + width)
    if west < -180 {
      longitudes = [-180...east, west + 360...180]
    } else if east > 180 {
      longitudes = [west...180, -180...east - 360]
    } else {
      longitudes = [west...east]
    }
  }
}

/// The earth as a sphere.
enum Earth {
  /// The mean radius in metres.
  ///
  /// - Source: Moritz 2000, "Geodetic Reference System 1980": R1.
  static let radius = 6_371_008.8

  /// The distance of two places along the surface, in metres; at most half a percent off.
  ///
  /// - Source: The haversine formula, which is exact for small distances too.
  static func metres(
    from first: (latitude: Double, longitude: Double),
    to second: (latitude: Double, longitude: Double)
  ) -> Double {
    let radians = Double.pi / 180
    let height = sin((second.latitude - first.latitude) / 2 * radians)
    let width = sin((second.longitude - first.longitude) / 2 * radians)
    let haversine =
      height * height
      + cos(first.latitude * radians) * cos(second.latitude * radians) * width * width
    return 2 * radius * asin(min(1, haversine.squareRoot()))
  }
}
