// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Catalog {
  /// The folders that are indexed, in the order of their paths' bytes.
  package func folders() throws -> [FolderRecord] {
    try read(Self.folders)
  }

  /// Adds a folder, or finds it if it was added before.
  ///
  /// - Parameter path: Absolute; '/' at its end is ignored.
  /// - Returns: The folder, as it is stored.
  /// - Throws: ``CatalogError`` `.invalid` for a path that is not absolute.
  package func addFolder(_ path: [UInt8]) throws -> FolderRecord {
    let path = FolderPath.normalized(path)
    return try write { db in
      try db.execute(
        sql: "INSERT INTO folder (path, added_at) VALUES (?, ?) ON CONFLICT (path) DO NOTHING",
        arguments: [Data(path), Date.now.secondsSince1970]
      )
      let folder = try FolderRecord.fetch(db, where: "path = ?", [Data(path)]).first
      guard let folder else {
        throw CatalogError.corrupt(path: self.path, detail: "a folder was added but is not there")
      }
      return folder
    }
  }

  /// Removes a folder with its files, and the photos that no file shows any more.
  ///
  /// - Throws: ``CatalogError`` `.notFound` if the catalogue has no such folder.
  /// - Complexity: O(n log n) for a catalogue of n files.
  package func removeFolder(_ id: FolderID) throws {
    try write { db in
      let hidesPhotos = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM file
            WHERE folder_id = ? AND is_present = 1 AND photo_id IS NOT NULL)
          """,
        arguments: [id]
      )
      try db.execute(sql: "DELETE FROM folder WHERE id = ?", arguments: [id])
      if db.changesCount == 0 {
        throw CatalogError(
          .notFound,
          "The catalogue “\(path)” has no folder \(id.rawValue). Nothing was removed."
        )
      }
      _ = try Self.removeUnusedPhotos(db)
      if hidesPhotos == true { try Self.advanceGeneration(db) }
    }
  }

  /// Removes the rows of files that are gone; of others nothing.
  ///
  /// What they showed stays until ``removeUnusedPhotos()``. Nothing changes for searches: it was hidden.
  ///
  /// - Complexity: O(m log n) for m files of a catalogue of n.
  package func forget(_ files: [FileID]) throws {
    guard !files.isEmpty else { return }
    try write { db in
      let statement = try db.makeStatement(sql: "DELETE FROM file WHERE id = ? AND is_present = 0")
      for file in files { try statement.execute(arguments: [file]) }
    }
  }

  static func folders(_ db: Database) throws -> [FolderRecord] {
    try FolderRecord.fetch(db, where: "TRUE", [])
  }
}

extension FolderRecord {
  fileprivate static func fetch(
    _ db: Database,
    where condition: String,
    _ arguments: StatementArguments
  ) throws -> [FolderRecord] {
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT id, path, added_at FROM folder WHERE \(condition) ORDER BY path",
      arguments: arguments
    )
    return try Array(rows.map(FolderRecord.init))
  }

  private init(row: Row) throws {
    id = try row.decode(atIndex: 0)
    path = try row.bytes(atIndex: 1)
    addedAt = Date(secondsSince1970: try row.decode(atIndex: 2))
  }
}
