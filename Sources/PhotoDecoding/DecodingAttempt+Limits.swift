// SPDX-License-Identifier: MIT

extension DecodingAttempt {
  /// Refuses what is too large to be decoded.
  func check(_ header: borrowing VipsPicture) throws(DecodingError) {
    let (width, height) = (header.width, header.height)
    guard width > 0, height > 0 else {
      throw DecodingError(.damaged, "The \(format.title) header declares a picture of no size.")
    }
    guard width <= limits.maximumPixelCount / height else {
      let megapixels = Int((Double(width) * Double(height) / 1e6).rounded())
      throw DecodingError(
        .tooLarge,
        "The picture has \(megapixels) megapixels (\(width) x \(height)), more than the "
          + "\(limits.maximumPixelCount / 1_000_000) that are read."
      )
    }
    if format == .jpeg, header.isInterlaced {
      let scanCount = scanCount
      guard scanCount <= Self.maximumScanCount else {
        throw DecodingError(
          .tooLarge,
          "The JPEG comes in \(scanCount) passes, more than the \(Self.maximumScanCount) that are "
            + "read."
        )
      }
    }
  }

  /// How often the marker "start of scan" occurs: in the data between markers a zero follows 0xFF.
  private var scanCount: Int {
    var count = 0
    var previous: UInt8 = 0
    for byte in bytes {
      if previous == 0xFF, byte == 0xDA { count += 1 }
      previous = byte
    }
    return count
  }

  /// Decoders fill what they have no data for with one colour, from where the data ends to the
  /// bottom.
  func checkCompleteness(of stored: RGBImage) throws(DecodingError) {
    let share = stored.shareAboveFlatBottom
    guard share >= Self.leastUsableShare else {
      // From no data at all, decoders still make the first few pixels.
      throw DecodingError(
        .incomplete,
        share < 0.05
          ? "The \(format.title) file holds next to no picture data."
          : "Only the upper \(Int(share * 100))% of the \(format.title) picture can be decoded."
      )
    }
  }
}
