// SPDX-License-Identifier: MIT

import Catalog
import GRDB
import Testing

@Suite struct IntegrityTests {
  /// What ``Catalog/checkIntegrity()`` finds after `sql` was run with all of SQLite's checks off.
  private func findings(_ sql: String) throws -> [String] {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      _ = try album.add("a.jpg", "b.jpg")
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      try DatabaseQueue(path: path, configuration: configuration).write { db in
        try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
        try db.execute(sql: "DROP TRIGGER embedding_update_length")
        try db.execute(sql: sql)
      }
      return try album.catalog.checkIntegrity()
    }
  }

  @Test(
    arguments: [
      ("UPDATE embedding SET vector = zeroblob(12) WHERE photo_id = 1", "length"),
      ("UPDATE file SET photo_id = NULL WHERE id = 1", "neither a photo nor a failure"),
      ("UPDATE file SET failure = 'x' WHERE id = 1", "neither a photo nor a failure"),
      ("UPDATE photo SET content_hash = zeroblob(3) WHERE id = 1", "content hash"),
      ("DELETE FROM library", "library"),
      ("DELETE FROM photo WHERE id = 1", "refers to a row of photo"),
      ("DELETE FROM folder", "refers to a row of folder"),
      ("UPDATE file SET path = CAST('.moving//1' AS BLOB) WHERE id = 1", "half-way"),
    ])
  func damageIsFound(sql: String, word: String) throws {
    let findings = try findings(sql)
    #expect(findings.contains { $0.contains(word) }, "\(findings)")
  }

  @Test func aSoundCatalogueHasNoFindings() throws {
    #expect(try findings("SELECT 1") == [])
  }
}
