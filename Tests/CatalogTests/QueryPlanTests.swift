// SPDX-License-Identifier: MIT

import Catalog
import GRDB
import Testing

/// The indices serve the questions that are asked often.
@Suite struct QueryPlanTests {
  @Test(
    arguments: [
      "SELECT id, path, size FROM file WHERE folder_id = ? ORDER BY path",
      "SELECT photo_id FROM file WHERE folder_id = ? AND path = ? AND is_present = 1",
      "SELECT id FROM file WHERE photo_id = ?",
      "SELECT id FROM photo WHERE content_hash = ?",
      "SELECT content_hash FROM photo WHERE content_hash BETWEEN ? AND ? ORDER BY content_hash",
      "SELECT id FROM photo WHERE taken_at BETWEEN ? AND ? ORDER BY taken_at DESC",
      """
      SELECT photo_id, vector FROM embedding WHERE model_id = ? AND EXISTS (
        SELECT 1 FROM file WHERE file.photo_id = embedding.photo_id AND file.is_present = 1)
      ORDER BY photo_id
      """,
      """
      SELECT id FROM file WHERE folder_id IN (1, 2) AND is_present = 1 AND NOT EXISTS (
        SELECT 1 FROM file AS other
        WHERE other.photo_id = file.photo_id AND other.is_present = 1
          AND other.folder_id NOT IN (1, 2))
      """,
      "SELECT id FROM embedding WHERE photo_id = ?",
      "SELECT count(*) FROM searchable_change WHERE sequence > ?",
      "DELETE FROM searchable_change WHERE photo_id = ?",
      "SELECT last_sequence FROM generation WHERE generation = ?",
    ])
  func noTableIsScannedOrSorted(sql: String) throws {
    try withCatalogPath { path in
      try Catalog.open(at: path).close()
      let steps = try DatabaseQueue(path: path).read { db in
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments(sql))
          .map { $0["detail"] as String }
      }
      let slow = steps.filter { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }
      #expect(slow == [], "\(steps)")
    }
  }

  private func arguments(_ sql: String) -> StatementArguments {
    StatementArguments([Int](repeating: 1, count: sql.count { $0 == "?" }))
  }
}
