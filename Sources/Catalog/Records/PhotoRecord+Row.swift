// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension PhotoRecord {
  /// The columns that ``init(row:firstIndex:)`` reads and ``arguments`` fills, in their order.
  static let columns = """
    content_hash, byte_count, width, height, format, taken_at, taken_at_utc_offset, \
    taken_at_source, latitude, longitude, altitude, camera_make, camera_model, lens_model, \
    colour, perceptual_hash
    """

  init(row: Row, firstIndex first: Int) throws {
    self.init(
      contentHash: try row.bytes(atIndex: first),
      byteCount: try row.decode(atIndex: first + 1),
      pixelWidth: try row.decode(atIndex: first + 2),
      pixelHeight: try row.decode(atIndex: first + 3),
      format: try row.decode(atIndex: first + 4),
      takenAt: try TakenAt(row: row, firstIndex: first + 5),
      latitude: try row.decode(atIndex: first + 8),
      longitude: try row.decode(atIndex: first + 9),
      altitude: try row.decode(atIndex: first + 10),
      cameraMake: try row.decode(atIndex: first + 11),
      cameraModel: try row.decode(atIndex: first + 12),
      lensModel: try row.decode(atIndex: first + 13),
      colour: try row.decode(atIndex: first + 14),
      perceptualHash: try row.decode(Int64?.self, atIndex: first + 15).map(UInt64.init(bitPattern:))
    )
  }

  /// As many placeholders as there are ``columns``.
  static let placeholders = [String](repeating: "?", count: 16).joined(separator: ", ")

  /// The values of ``columns``.
  var arguments: StatementArguments {
    [
      Data(contentHash), byteCount, pixelWidth, pixelHeight, format,
      takenAt?.wallClockSeconds, takenAt?.utcOffsetMinutes, takenAt?.source.rawValue,
      latitude, longitude, altitude, cameraMake, cameraModel, lensModel,
      colour, perceptualHash.map(Int64.init(bitPattern:)),
    ]
  }
}

extension PhotoRecord.TakenAt {
  /// Reads taken_at, taken_at_utc_offset and taken_at_source; `nil` if the time is not known.
  fileprivate init?(row: Row, firstIndex first: Int) throws {
    guard let seconds = try row.decode(Int64?.self, atIndex: first) else { return nil }
    self.init(
      wallClockSeconds: seconds,
      utcOffsetMinutes: try row.decode(atIndex: first + 1),
      source: try row.decode(atIndex: first + 2)
    )
  }
}

extension PhotoRecord.TakenAt.Source: DatabaseValueConvertible {}
