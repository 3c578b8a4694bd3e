// SPDX-License-Identifier: MIT

import Catalog

extension PhotoAppearance {
  /// Whether two photos are shots that hardly differ, so that one may stand for both.
  ///
  /// Either the same picture, encoded or resized otherwise; or shots of one burst, of which camera and clock say that they
  /// belong together, so that they may differ more. `Documentation/Folding.md` has the measurements behind the numbers.
  func isAlike(_ other: PhotoAppearance) -> Bool {
    guard let hash = perceptualHash, let otherHash = other.perceptualHash,
      Self.informative.contains(hash.nonzeroBitCount),
      Self.informative.contains(otherHash.nonzeroBitCount)
    else { return false }
    let distance = (hash ^ otherHash).nonzeroBitCount
    guard distance <= (isOfOneBurst(other) ? Self.burstDistance : Self.sameDistance) else {
      return false
    }
    return isOfOneColour(other)
  }

  /// How many bits differ between two encodings of a picture; between two pictures hardly ever so few.
  private static let sameDistance = 4

  /// How many bits differ between shots of a burst.
  private static let burstDistance = 14

  /// How many bits are set in a hash that says something: that of a black or a white picture is made of noise.
  private static let informative = 4...60

  /// Whether the same camera took both within seconds.
  private func isOfOneBurst(_ other: PhotoAppearance) -> Bool {
    guard let camera, camera == other.camera, isTimeFromPicture, other.isTimeFromPicture,
      let time = wallClockSeconds, let otherTime = other.wallClockSeconds
    else { return false }
    let (seconds, isTooFar) = time.subtractingReportingOverflow(otherTime)
    return !isTooFar && seconds.magnitude <= Self.burstSeconds
  }

  /// How far apart the shots of a burst are at most.
  private static let burstSeconds = 30

  /// Whether the average colours are near each other, as far as they are known.
  private func isOfOneColour(_ other: PhotoAppearance) -> Bool {
    guard let colour, let otherColour = other.colour else { return true }
    return [16, 8, 0].allSatisfy { shift in
      abs(Int(colour >> shift & 0xFF) - Int(otherColour >> shift & 0xFF)) <= Self.colourDistance
    }
  }

  /// How far apart the parts of two average colours are at most, of 255.
  private static let colourDistance = 48
}
