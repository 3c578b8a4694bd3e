// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import GRDB
import Testing

/// The schema itself refuses rows that make no sense, whoever writes them.
@Suite struct ConstraintTests {
  private static let hash = "zeroblob(32)"

  static let badRows: [String] = [
    "INSERT INTO library VALUES (2, '00000000-0000-0000-0000-000000000000', 0, 0, NULL, NULL)",
    "UPDATE library SET generation = -1",
    "UPDATE library SET generation = 'seven'",
    "UPDATE library SET serving_model_id = 77",
    "UPDATE library SET chosen_model_id = 77",
    "UPDATE model SET reference = x''",
    "INSERT INTO folder (path, added_at) VALUES (x'2f70686f746f73', 0)",
    "INSERT INTO folder (path, added_at) VALUES (CAST('relative' AS BLOB), 0)",
    "INSERT INTO folder (path, added_at) VALUES (x'', 0)",
    "INSERT INTO folder (path, added_at) VALUES ('/text', 0)",
    "INSERT INTO folder (path, added_at) VALUES (x'2f0061', 0)",
    photo("content_hash", "zeroblob(31)"),
    photo("content_hash", "NULL"),
    photo("content_hash", "'01234567890123456789012345678901'"),
    photo("byte_count", "-1"),
    photo("width", "0"),
    photo("height", "NULL"),
    photo("format", "''"),
    photo("taken_at", "0"),
    photo("taken_at_source", "'gps'"),
    photo("taken_at_utc_offset", "60"),
    photo("taken_at, taken_at_source", "0, 'memory'"),
    photo("taken_at, taken_at_source, taken_at_utc_offset", "0, 'gps', 1081"),
    photo("latitude", "10"),
    photo("longitude", "10"),
    photo("latitude, longitude", "90.5, 0"),
    photo("latitude, longitude", "0, -180.5"),
    photo("altitude", "'high'"),
    photo("colour", "-1"),
    photo("colour", "0x1000000"),
    photo("colour", "'red'"),
    photo("perceptual_hash", "0.5"),
    file("path", "x''"),
    file("path", "x'2f61'"),
    file("path", "x'610062'"),
    file("path", "'text'"),
    file("path", "CAST('a.jpg' AS BLOB)"),
    file("folder_id", "77"),
    file("photo_id", "77"),
    file("photo_id", "NULL"),
    file("failure", "'both'"),
    file("photo_id, failure", "NULL, ''"),
    file("size", "-1"),
    file("is_present", "2"),
    "INSERT INTO model (fingerprint, name, dimension) VALUES ('short', 'm', 4)",
    "INSERT INTO model (fingerprint, name, dimension) SELECT upper(fingerprint), 'm', 4 FROM model",
    "INSERT INTO model (fingerprint, name, dimension) SELECT fingerprint, 'm', 4 FROM model",
    "UPDATE model SET name = ''",
    "UPDATE model SET dimension = 8",
    """
    INSERT INTO embedding (model_id, photo_id, vector)
    SELECT model_id, photo_id, vector FROM embedding
    """,
    "INSERT INTO embedding (model_id, photo_id, vector) VALUES (77, 1, zeroblob(16))",
    "INSERT INTO embedding (model_id, photo_id, vector) VALUES (1, 77, zeroblob(16))",
    "UPDATE embedding SET vector = zeroblob(0)",
    "UPDATE embedding SET vector = zeroblob(15)",
    "UPDATE embedding SET vector = zeroblob(12)",
    "UPDATE embedding SET vector = '0123456789abcdef'",
    "DELETE FROM photo",
  ]

  @Test func badRowsAreRefused() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      _ = try album.add("a.jpg")
      let database = try DatabaseQueue(path: path)
      for sql in Self.badRows {
        let error = #expect(throws: DatabaseError.self, "\(sql)") {
          try database.write { try $0.execute(sql: sql) }
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(sql)")
      }
      #expect(try album.catalog.checkIntegrity() == [])
    }
  }

  @Test func theRowsThatTheBadOnesStartFromAreGood() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      _ = try album.add("a.jpg")
      try DatabaseQueue(path: path).write { db in
        try db.execute(sql: Self.photo("latitude, longitude", "10, 20"))
        try db.execute(sql: Self.file("size", "5"))
      }
    }
  }

  @Test func removingAModelRemovesItsVectors() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      _ = try album.add("a.jpg")
      try DatabaseQueue(path: path).write { db in
        try db.execute(sql: "DELETE FROM model")
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM embedding") == 0)
      }
    }
  }

  /// A good photo with some columns set to something else.
  private static func photo(_ columns: String, _ values: String) -> String {
    insert(
      "photo",
      ["content_hash": hash, "byte_count": "1", "width": "1", "height": "1", "format": "'jpeg'"],
      columns,
      values
    )
  }

  /// A good file of photo 1 with some columns set to something else.
  private static func file(_ columns: String, _ values: String) -> String {
    insert(
      "file",
      [
        "folder_id": "1", "path": "x'62'", "size": "1", "modified_ns": "1", "inode": "1",
        "device": "1", "photo_id": "1", "recorded_at": "0",
      ],
      columns,
      values
    )
  }

  private static func insert(
    _ table: String,
    _ good: [String: String],
    _ columns: String,
    _ values: String
  ) -> String {
    let names = columns.components(separatedBy: ", ")
    let changes = zip(names, values.components(separatedBy: ", "))
    let row = good.merging(changes) { _, change in change }.sorted { $0.key < $1.key }
    return """
      INSERT INTO \(table) (\(row.map(\.key).joined(separator: ", "))) \
      VALUES (\(row.map(\.value).joined(separator: ", ")))
      """
  }
}
