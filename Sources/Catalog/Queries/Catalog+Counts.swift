// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// Counts what the catalogue holds.
  ///
  /// - Parameter model: Whose vectors count as `embedded`; without one there are none.
  /// - Returns: The counts, all of one moment.
  /// - Throws: ``CatalogError``.
  /// - Complexity: O(n) for n files.
  package func counts(model: ModelID?) throws -> CatalogCounts {
    try read { db in
      CatalogCounts(
        photos: try Self.count(
          db,
          """
          SELECT count(DISTINCT photo_id) FROM file
          WHERE photo_id IS NOT NULL AND is_present = 1
          """
        ),
        embedded: try Self.count(
          db,
          "SELECT count(*) \(EmbeddingStream.clauses)",
          [model]
        ),
        unused: try Self.count(
          db,
          """
          SELECT count(*) FROM photo
          WHERE NOT EXISTS (SELECT 1 FROM file WHERE file.photo_id = photo.id)
          """
        ),
        perFolder: try Self.folderCounts(db)
      )
    }
  }

  private static func count(
    _ db: Database,
    _ sql: String,
    _ arguments: StatementArguments = []
  ) throws -> Int {
    try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
  }

  private static func folderCounts(_ db: Database) throws -> [FolderID: FolderCounts] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT folder.id,
          count(DISTINCT file.photo_id) FILTER (WHERE file.is_present = 1),
          count(*) FILTER (WHERE file.is_present = 1),
          count(*) FILTER (WHERE file.is_present = 0),
          count(file.failure) FILTER (WHERE file.is_present = 1)
        FROM folder LEFT JOIN file ON file.folder_id = folder.id
        GROUP BY folder.id
        """
    )
    var counts: [FolderID: FolderCounts] = [:]
    while let row = try rows.next() {
      counts[try row.decode(atIndex: 0)] = FolderCounts(
        photos: try row.decode(atIndex: 1),
        files: try row.decode(atIndex: 2),
        missing: try row.decode(atIndex: 3),
        failures: try row.decode(atIndex: 4)
      )
    }
    return counts
  }
}
