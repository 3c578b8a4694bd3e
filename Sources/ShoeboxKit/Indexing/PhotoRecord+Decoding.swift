// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Compute
import Foundation
import PhotoDecoding

extension PhotoRecord {
  /// What the catalogue keeps of a decoded photo.
  ///
  /// - Parameters:
  ///   - contentHash: SHA-256 of the file.
  ///   - byteCount: The size of the file.
  ///   - metadata: What the decoder found.
  ///   - appearance: What it looks like, if somebody has looked.
  ///   - modifiedNanoseconds: When the file was last written: the time of a photo that names none itself.
  init(
    contentHash: [UInt8],
    byteCount: Int64,
    metadata: PhotoMetadata,
    appearance: Appearance?,
    modifiedNanoseconds: Int64
  ) {
    self.init(
      contentHash: contentHash,
      byteCount: byteCount,
      pixelWidth: metadata.pixelWidth,
      pixelHeight: metadata.pixelHeight,
      format: metadata.format,
      takenAt: metadata.takenAt.map(TakenAt.init) ?? TakenAt(modified: modifiedNanoseconds),
      latitude: metadata.latitude,
      longitude: metadata.longitude,
      altitude: metadata.altitude,
      cameraMake: metadata.cameraMake,
      cameraModel: metadata.cameraModel,
      lensModel: metadata.lensModel,
      colour: appearance?.colour,
      perceptualHash: appearance?.perceptualHash
    )
  }
}

extension PhotoRecord.TakenAt {
  fileprivate init(_ takenAt: PhotoDecoding.TakenAt) {
    self.init(
      wallClockSeconds: takenAt.wallClockSeconds,
      utcOffsetMinutes: takenAt.utcOffsetMinutes,
      source: Source(rawValue: takenAt.source.rawValue) ?? .file
    )
  }

  /// The time of a file's last change, on the clock of this machine's time zone.
  fileprivate init(modified nanoseconds: Int64) {
    // Rounded down, before 1970 too.
    let (quotient, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let seconds = rest < 0 ? quotient - 1 : quotient
    let date = Date(timeIntervalSince1970: TimeInterval(seconds))
    let offset = TimeZone.current.secondsFromGMT(for: date)
    self.init(
      wallClockSeconds: seconds + Int64(offset),
      utcOffsetMinutes: offset / 60,
      source: .file
    )
  }
}

extension Framing {
  /// How a model wants its pictures.
  init(_ preprocessing: ModelConfiguration.Preprocessing) {
    self.init(
      side: preprocessing.side,
      fit: preprocessing.fit == .squash ? .squash : .cropCentre,
      cropRounding: preprocessing.cropRounding == .down ? .down : .halfToEven,
      filter: preprocessing.filter == .bilinear ? .bilinear : .bicubic
    )
  }
}
