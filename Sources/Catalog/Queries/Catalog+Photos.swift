// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Catalog {
  /// The photo whose bytes have this SHA-256, or `nil` if the catalogue has none.
  package func photo(contentHash: [UInt8]) throws -> PhotoID? {
    try read { db in
      let statement = try db.cachedStatement(sql: "SELECT id FROM photo WHERE content_hash = ?")
      return try PhotoID.fetchOne(statement, arguments: [Data(contentHash)])
    }
  }

  /// The content hashes, visible photos' or not, that begin with this byte, in ascending order.
  ///
  /// - Complexity: O(log n + k) for k of n photos.
  package func contentHashes(beginningWith first: UInt8) throws -> [[UInt8]] {
    let end = [first] + [UInt8](repeating: .max, count: 31)
    return try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql:
          "SELECT content_hash FROM photo WHERE content_hash BETWEEN ? AND ? ORDER BY content_hash",
        arguments: [Data([first]), Data(end)]
      )
      return try Array(rows.map { try $0.bytes(atIndex: 0) })
    }
  }

  /// The photo that the file at an absolute path showed when it was indexed.
  package func photo(atAbsolutePath path: [UInt8]) throws -> PhotoID? {
    try file(atAbsolutePath: path)?.photo
  }

  /// The photos whose present files all lie in these folders, in ascending order.
  ///
  /// They are the ones to hide when the folders are absent.
  package func photosOnly(in folders: Set<FolderID>) throws -> [PhotoID] {
    if folders.isEmpty { return [] }
    let list = folders.sorted().map { String($0.rawValue) }.joined(separator: ", ")
    return try read { db in
      try PhotoID.fetchAll(
        db,
        sql: """
          SELECT DISTINCT photo_id FROM file
          WHERE folder_id IN (\(list)) AND is_present = 1 AND photo_id IS NOT NULL
            AND NOT EXISTS (
              SELECT 1 FROM file AS other
              WHERE other.photo_id = file.photo_id AND other.is_present = 1
                AND other.folder_id NOT IN (\(list)))
          ORDER BY photo_id
          """
      )
    }
  }
}
