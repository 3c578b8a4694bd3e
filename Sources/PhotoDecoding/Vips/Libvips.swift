// SPDX-License-Identifier: MIT

internal import CVips

/// The library behind the decoder, as a whole.
enum Libvips {
  /// Whether this installation reads a format; starts the library.
  static func canRead(_ format: PhotoFormat) -> Bool {
    sb_vips_can_read(format.reader)
  }

  /// Does the work on one picture beside that on others.
  static func together<Result, Failure>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    sb_vips_begin(false)
    defer { sb_vips_end() }
    return try body()
  }

  /// Does the work on one picture while nobody else does any, so that `takeReason` speaks of this
  /// one.
  static func alone<Result, Failure>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    sb_vips_begin(true)
    defer { sb_vips_end() }
    return try body()
  }

  /// The first thing the library complained about since work began `alone`.
  ///
  /// - Returns: Its words without the name of the part that spoke and without a full stop, or nil
  ///   if it was silent.
  static func takeReason() -> String? {
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      sb_vips_take_error(start, buffer.count)
      return String(cString: start)
    }
    guard let line = text.split(whereSeparator: \.isNewline).first else { return nil }
    // "VipsJpeg: Premature end of input file"
    let colon = line.firstIndex(of: ":").map { line.index(after: $0) } ?? line.startIndex
    let words = line[colon...].drop { $0 == " " }
    return words.isEmpty ? nil : String(words.hasSuffix(".") ? words.dropLast() : words)
  }

  /// Converts a picture's colours to sRGB; leaves them as they are if the profile cannot be used.
  ///
  /// - Parameters:
  ///   - pixels: `(height, width, 3)`.
  ///   - width: Pixels in a row.
  ///   - height: Rows.
  ///   - profile: What the colours are now: an ICC profile.
  static func convertToSRGB(
    _ pixels: inout [UInt8],
    width: Int,
    height: Int,
    from profile: UnsafeRawBufferPointer
  ) {
    _ = sb_vips_convert_profile(
      &pixels,
      Int32(width),
      Int32(height),
      profile.baseAddress,
      profile.count
    )
  }
}
