// SPDX-License-Identifier: MIT

internal import CVips

/// Makes of a photo file the picture that a model sees, and collects what the file says about it.
///
/// The format is recognised by content, and the header is held against the limits. JPEG and WebP
/// are decoded at a fraction of their size where the difference cannot be seen (``Reduction``).
/// Colours become sRGB. What is transparent lies on white, as every viewer shows it; Pillow's
/// `convert("RGB")` would show whatever colour hides under it, often black. Then the picture is
/// turned upright, resized exactly as Pillow does it, and cropped. Embedded profiles are applied
/// last, where that is possible: it costs least there, and Pillow resizes before it, too.
///
/// Damaged files are treated as viewers treat them: where at least a quarter of the rows can be
/// decoded, the photo is good, and the rest of it is of one colour. Of several pages or frames the first
/// is taken.
///
/// Any number of threads may decode at once. Nothing is kept from photo to photo.
package struct PhotoDecoder: Sendable {
  private let limits: DecodingLimits

  /// A decoder.
  ///
  /// - Parameter limits: What is too large to be decoded.
  package init(limits: DecodingLimits = .standard) {
    self.limits = limits
  }

  /// Decodes one photo.
  ///
  /// - Parameters:
  ///   - bytes: The whole file. Must not change meanwhile.
  ///   - framing: The square that is wanted.
  ///   - makesThumbnail: Whether a thumbnail is wanted, too; it is made of the same pixels.
  /// - Returns: A picture of `framing.side` pixels on both sides, the thumbnail, and the metadata.
  /// - Throws: `DecodingError` with a sentence that says why the file is no usable photo.
  /// - Complexity: About 30 ms for 12 megapixels of JPEG on one core; memory for the reduced
  ///   picture, 2 MB for those and 48 MB at most for formats that are decoded row by row. HEIF,
  ///   AVIF, JPEG XL, WebP, GIF and progressive JPEG are decoded whole by their libraries.
  package func decode(
    _ bytes: UnsafeRawBufferPointer,
    framing: Framing,
    makesThumbnail: Bool = false
  ) throws(DecodingError) -> DecodedPhoto {
    try attempt(bytes) { attempt throws(DecodingError) in
      try attempt.photo(framing, makesThumbnail: makesThumbnail)
    }
  }

  /// Decodes one photo for people to look at.
  ///
  /// - Parameters:
  ///   - bytes: The whole file. Must not change meanwhile.
  ///   - longSide: The most pixels of its longer side, 1 or more; a smaller picture keeps its size.
  /// - Returns: The whole picture, upright, in sRGB, on white where it is transparent; up to 3 % smaller than it might
  ///   be where that saves decoding more.
  /// - Throws: `DecodingError` with a sentence that says why the file is no usable photo.
  package func rendition(
    _ bytes: UnsafeRawBufferPointer,
    longSide: Int
  ) throws(DecodingError) -> RGBImage {
    precondition(longSide > 0, "a picture of \(longSide) pixels")
    return try attempt(bytes) { attempt throws(DecodingError) in
      try attempt.rendition(longSide: longSide)
    }
  }

  /// Tries strictly, then making the best of damaged data.
  private func attempt<Result>(
    _ bytes: UnsafeRawBufferPointer,
    _ body: (DecodingAttempt) throws(DecodingError) -> Result
  ) throws(DecodingError) -> Result {
    let format = try recognise(bytes)
    func attempt(isLenient: Bool) throws(DecodingError) -> Result {
      try body(
        DecodingAttempt(bytes: bytes, format: format, limits: limits, isLenient: isLenient)
      )
    }
    for isLenient in [false, true] {
      do {
        return try Libvips.together { () throws(DecodingError) in
          try attempt(isLenient: isLenient)
        }
      } catch {
        guard error.code == .damaged else { throw error }
      }
    }
    // It failed for good. Once more, to hear the reason.
    return try Libvips.alone { () throws(DecodingError) in
      do throws(DecodingError) {
        return try attempt(isLenient: true)
      } catch {
        throw error.explained(by: Libvips.takeReason())
      }
    }
  }

  /// Frees what the calling thread keeps for decoding, once it has decoded its last photo.
  package static func finishThread() {
    sb_vips_finish_thread()
  }

  private func recognise(_ bytes: UnsafeRawBufferPointer) throws(DecodingError) -> PhotoFormat {
    guard !bytes.isEmpty else { throw DecodingError(.notAPhoto, "The file is empty.") }
    guard bytes.count <= limits.maximumByteCount else {
      throw DecodingError(
        .tooLarge,
        "The file has \(bytes.count) bytes, more than the \(limits.maximumByteCount) that are read."
      )
    }
    guard let format = PhotoFormat.sniff(bytes) else {
      throw DecodingError(
        .notAPhoto,
        "The content is not a picture in a format that Shoebox reads."
      )
    }
    guard Libvips.canRead(format) else {
      throw DecodingError(.unsupported, "The installed libvips does not read \(format.title).")
    }
    return format
  }
}

extension DecodingError {
  /// The same error with what the library said.
  fileprivate func explained(by reason: String?) -> DecodingError {
    guard code == .damaged, let reason else { return self }
    return DecodingError(code, "\(message.dropLast()): \(reason).")
  }
}
