// SPDX-License-Identifier: MIT

import Foundation

/// Lets pictures that are large in memory wait for each other: a core that idles for a second costs less than a gigabyte for
/// every core.
enum LargePictures {
  /// Pictures of more pixels are decoded one at a time where they are decoded whole.
  ///
  /// What others may take together is then some 250 MB for each core.
  static let pixelCount = 64_000_000

  private static let turn = NSLock()

  /// Does the work on a picture, alone among the large ones.
  static func decode<Result, Failure>(
    isLarge: Bool,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if isLarge { turn.lock() }
    defer { if isLarge { turn.unlock() } }
    return try body()
  }
}

extension PhotoFormat {
  /// Whether the decoder needs memory for the whole picture, and not for a few rows, if it `isInterlaced` or not.
  func isDecodedWhole(isInterlaced: Bool) -> Bool {
    switch self {
    case .heif, .avif, .jpegXL, .webp, .gif, .bmp, .photoshop, .icon: true
    case .jpeg, .png, .tiff, .jpeg2000, .netpbm, .radiance: isInterlaced
    }
  }
}
