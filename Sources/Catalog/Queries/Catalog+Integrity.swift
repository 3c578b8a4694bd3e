// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// Looks for damage: in the file, between the tables, and in what the catalogue promises.
  ///
  /// - Returns: One sentence for each finding; none if the catalogue is sound.
  /// - Throws: ``CatalogError`` if the catalogue cannot be read at all, except `.corrupt`, which is
  ///   a finding.
  /// - Complexity: Reads the whole file.
  package func checkIntegrity() throws -> [String] {
    do {
      return try read { db in
        try Self.damagedPages(db) + Self.brokenReferences(db) + Self.brokenPromises(db)
      }
    } catch let error as CatalogError where error.code == .corrupt {
      return [error.message]
    }
  }

  private static func damagedPages(_ db: Database) throws -> [String] {
    // Also checks NOT NULL, UNIQUE, CHECK and the types of STRICT tables.
    try String.fetchAll(db, sql: "PRAGMA integrity_check")
      .filter { $0 != "ok" }
      .map { "SQLite reports: \($0)." }
  }

  private static func brokenReferences(_ db: Database) throws -> [String] {
    let rows = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
    return try Array(
      rows.map { row in
        let table = try row.decode(String.self, atIndex: 0)
        let identifier = try row.decode(Int64?.self, atIndex: 1) ?? 0
        let target = try row.decode(String.self, atIndex: 2)
        return "Row \(identifier) of \(table) refers to a row of \(target) that does not exist."
      }
    )
  }

  private static func brokenPromises(_ db: Database) throws -> [String] {
    try promises.compactMap { promise in
      let count = try Int.fetchOne(db, sql: promise.countOfBreaches) ?? 0
      return count == 0 ? nil : "\(promise.breach): \(count)."
    }
  }

  /// What the tables' own constraints say only in part, or would not notice in a damaged file.
  private static let promises: [(breach: String, countOfBreaches: String)] = [
    (
      "Rows of the library that are missing or too many",
      "SELECT abs(count(*) - 1) FROM library"
    ),
    (
      "Vectors whose length is not their model's dimension",
      """
      SELECT count(*) FROM embedding JOIN model ON model.id = embedding.model_id
      WHERE length(embedding.vector) <> 4 * model.dimension
      """
    ),
    (
      "Files that are neither a photo nor a failure, or both",
      "SELECT count(*) FROM file WHERE (photo_id IS NULL) = (failure IS NULL)"
    ),
    (
      "Photos without a content hash of 32 bytes",
      "SELECT count(*) FROM photo WHERE length(content_hash) <> 32"
    ),
    (
      "Files that a move left half-way",
      "SELECT count(*) FROM file WHERE instr(path, CAST('//' AS BLOB)) > 0"
    ),
  ]
}
