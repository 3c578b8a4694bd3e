// SPDX-License-Identifier: MIT

import GRDB

extension Schema {
  /// Remembers which photos have changed, so that what is derived from the vectors can follow without looking at all of
  /// them; `Documentation/Catalog.md` explains it.
  ///
  /// Triggers, because files and vectors also go by cascades.
  static func createVersion2(_ db: Database) throws {
    try db.execute(sql: changeTables)
    try db.execute(sql: fileTriggers)
    try db.execute(sql: embeddingTriggers)
  }

  private static let changeTables = """
    CREATE TABLE searchable_change (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      photo_id INTEGER NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE generation (
      generation INTEGER PRIMARY KEY CHECK (generation >= 0),
      last_sequence INTEGER NOT NULL
    ) STRICT;

    INSERT INTO generation (generation, last_sequence) SELECT generation, 0 FROM library;
    """

  private static let fileTriggers = """
    CREATE TRIGGER file_insert_is_a_change AFTER INSERT ON file
    WHEN NEW.photo_id IS NOT NULL AND NEW.is_present = 1
    BEGIN \(note("NEW.photo_id")) END;

    CREATE TRIGGER file_update_is_a_change AFTER UPDATE OF photo_id, is_present ON file
    WHEN OLD.photo_id IS NOT NULL
      AND (NEW.photo_id IS NOT OLD.photo_id OR NEW.is_present <> OLD.is_present)
    BEGIN \(note("OLD.photo_id")) END;

    CREATE TRIGGER file_update_is_a_change_of_another AFTER UPDATE OF photo_id ON file
    WHEN NEW.photo_id IS NOT NULL AND NEW.photo_id IS NOT OLD.photo_id
    BEGIN \(note("NEW.photo_id")) END;

    CREATE TRIGGER file_delete_is_a_change AFTER DELETE ON file
    WHEN OLD.photo_id IS NOT NULL AND OLD.is_present = 1
    BEGIN \(note("OLD.photo_id")) END;
    """

  private static let embeddingTriggers = """
    CREATE TRIGGER embedding_insert_is_a_change AFTER INSERT ON embedding
    BEGIN \(note("NEW.photo_id")) END;

    CREATE TRIGGER embedding_update_is_a_change AFTER UPDATE ON embedding
    BEGIN \(note("OLD.photo_id")) \(note("NEW.photo_id")) END;

    CREATE TRIGGER embedding_delete_is_a_change AFTER DELETE ON embedding
    BEGIN \(note("OLD.photo_id")) END;
    """

  /// Makes a photo the one that has changed last.
  private static func note(_ photo: String) -> String {
    """
    DELETE FROM searchable_change WHERE photo_id = \(photo);
    INSERT INTO searchable_change (photo_id) VALUES (\(photo));
    """
  }
}
