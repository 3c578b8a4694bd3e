// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Catalog {
  /// All files of a folder, missing ones too, in the order of their paths' bytes.
  ///
  /// - Complexity: O(n) for n files, about 1 µs each.
  package func files(in folder: FolderID) throws -> [FileRecord] {
    try files("WHERE folder_id = ? ORDER BY path", [folder])
  }

  /// The files that show a photo, missing ones too, in the order in which they were added.
  package func files(of photo: PhotoID) throws -> [FileRecord] {
    try files("WHERE photo_id = ? ORDER BY id", [photo])
  }

  /// What is known of the file at `path` in `folder`; it may be missing.
  package func file(_ folder: FolderID, _ path: [UInt8]) throws -> FileRecord? {
    try read { db in try Self.file(db, folder, path) }
  }

  /// What is known of the file at an absolute path; it may be missing.
  ///
  /// Where folders lie in each other, the innermost one that knows the file answers.
  package func file(atAbsolutePath path: [UInt8]) throws -> FileRecord? {
    try read { db in
      let folders = try Self.folders(db).sorted { $0.path.count > $1.path.count }
      for folder in folders {
        if let relative = FolderPath.relative(path, in: folder.path),
          let file = try Self.file(db, folder.id, relative)
        {
          return file
        }
      }
      return nil
    }
  }

  /// The present files whose photos have no vector of the model yet.
  ///
  /// All files of such a photo are listed, one after the other: if one cannot be read, its copy may.
  package func filesLackingEmbedding(_ model: ModelID) throws -> [FileRecord] {
    try files(
      """
      WHERE is_present = 1 AND photo_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM embedding
        WHERE embedding.model_id = ? AND embedding.photo_id = file.photo_id)
      ORDER BY photo_id, id
      """,
      [model]
    )
  }

  private func files(_ clauses: String, _ arguments: StatementArguments) throws -> [FileRecord] {
    try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT \(FileRecord.columns) FROM file \(clauses)"
      )
      let rows = try Row.fetchCursor(statement, arguments: arguments)
      var files: [FileRecord] = []
      while let row = try rows.next() {
        files.append(try FileRecord(row: row))
      }
      return files
    }
  }

  private static func file(
    _ db: Database,
    _ folder: FolderID,
    _ path: [UInt8]
  ) throws -> FileRecord? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(FileRecord.columns) FROM file WHERE folder_id = ? AND path = ?"
    )
    let row = try Row.fetchOne(statement, arguments: [folder, Data(path)])
    return try row.map(FileRecord.init)
  }
}
