// SPDX-License-Identifier: MIT

/// How much of a picture is too much.
///
/// Both limits are checked before anything is decoded, so a small file that claims to be a huge
/// picture costs nothing.
package struct DecodingLimits: Sendable, Hashable {
  /// The most pixels a picture may have: width times height of its first page or frame.
  package var maximumPixelCount: Int

  /// The most bytes a file may have.
  package var maximumByteCount: Int

  /// Sets both limits.
  ///
  /// - Parameters:
  ///   - maximumPixelCount: The most pixels.
  ///   - maximumByteCount: The most bytes.
  package init(maximumPixelCount: Int, maximumByteCount: Int) {
    self.maximumPixelCount = maximumPixelCount
    self.maximumByteCount = maximumByteCount
  }

  /// 300 megapixels, more than any camera makes, and 1 GiB.
  package static let standard = DecodingLimits(
    maximumPixelCount: 300_000_000,
    maximumByteCount: 1 << 30
  )
}
