// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// What photos look like and when they were taken; identifiers that are not known are left out.
  ///
  /// - Parameter ids: Photos, each once.
  /// - Returns: Less than ``photos(_:)``, for many photos at a time.
  /// - Throws: ``CatalogError``.
  /// - Complexity: O(k log n) for k identifiers.
  package func appearances(of ids: [PhotoID]) throws -> [PhotoID: PhotoAppearance] {
    try read { db in
      var appearances: [PhotoID: PhotoAppearance] = [:]
      appearances.reserveCapacity(ids.count)
      let statement = try db.cachedStatement(
        sql: """
          SELECT perceptual_hash, taken_at, taken_at_source <> 'file',
            nullif(ifnull(camera_make, '') || ' ' || ifnull(camera_model, ''), ' '), colour
          FROM photo WHERE id = ?
          """
      )
      for id in ids {
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
        appearances[id] = PhotoAppearance(
          perceptualHash: try row.decode(Int64?.self, atIndex: 0).map(UInt64.init(bitPattern:)),
          wallClockSeconds: try row.decode(atIndex: 1),
          isTimeFromPicture: try row.decode(Bool?.self, atIndex: 2) ?? false,
          camera: try row.decode(atIndex: 3),
          colour: try row.decode(atIndex: 4)
        )
      }
      return appearances
    }
  }
}
