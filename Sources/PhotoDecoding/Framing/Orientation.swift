// SPDX-License-Identifier: MIT

/// How a stored picture is to be turned or mirrored to stand upright, numbered as in EXIF.
///
/// - Source: EXIF 2.32, tag 0x0112.
enum Orientation: Int, CaseIterable {
  case upright = 1
  case mirrored = 2
  case upsideDown = 3
  case mirroredUpsideDown = 4
  case transposed = 5
  case turnedLeft = 6
  case transversed = 7
  case turnedRight = 8

  /// Whether width and height of the upright picture are those of the stored one, exchanged.
  var exchangesSides: Bool { rawValue >= 5 }

  /// Where the upright picture's top left pixel is stored, and how far apart in memory its
  /// neighbours are.
  ///
  /// - Parameters:
  ///   - width: Of the stored picture.
  ///   - height: Of the stored picture.
  /// - Returns: In pixels: the first one's place, the step to the next one on its right, and to the
  ///   one below.
  func walk(width: Int, height: Int) -> (start: Int, right: Int, down: Int) {
    let last = width * height - 1
    return switch self {
    case .upright: (0, 1, width)
    case .mirrored: (width - 1, -1, width)
    case .upsideDown: (last, -1, -width)
    case .mirroredUpsideDown: (last - (width - 1), 1, -width)
    case .transposed: (0, width, 1)
    case .turnedLeft: (last - (width - 1), -width, 1)
    case .transversed: (last, -width, -1)
    case .turnedRight: (width - 1, width, -1)
    }
  }
}
