// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Catalog {
  /// The present files that could not be read, in the order of their absolute paths' bytes.
  package func failures() throws -> [FailureRecord] {
    let failures = try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT file.id, folder.path, file.path, file.failure, file.recorded_at
          FROM file JOIN folder ON folder.id = file.folder_id
          WHERE file.failure IS NOT NULL AND file.is_present = 1
          """
      )
      return try Array(rows.map(FailureRecord.init))
    }
    return failures.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }
}

extension FailureRecord {
  fileprivate init(row: Row) throws {
    file = try row.decode(atIndex: 0)
    path = FolderPath.appending(try row.bytes(atIndex: 2), to: try row.bytes(atIndex: 1))
    reason = try row.decode(atIndex: 3)
    recordedAt = Date(secondsSince1970: try row.decode(atIndex: 4))
  }
}
