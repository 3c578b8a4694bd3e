// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Schema {
  /// The first schema; `Documentation/Catalog.md` explains it.
  ///
  /// AUTOINCREMENT: an identifier is never used again, so that one that somebody still holds cannot
  /// come to mean another photo. Times that end in `_at` are seconds since 1970.
  static func createVersion1(_ db: Database) throws {
    try db.execute(sql: libraryTables)
    try db.execute(sql: photoTable)
    try db.execute(sql: fileTable)
    try db.execute(sql: embeddingTables)
    let now = Date.now
    try db.execute(
      sql: "INSERT INTO library (id, identifier, created_at, generation) VALUES (1, ?, ?, ?)",
      arguments: [UUID().uuidString, now.secondsSince1970, now.microsecondsSince1970]
    )
  }

  private static let libraryTables = """
    CREATE TABLE library (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      identifier TEXT NOT NULL CHECK (length(identifier) = 36),
      created_at INTEGER NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0)
    ) STRICT;

    CREATE TABLE folder (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      path BLOB NOT NULL UNIQUE CHECK (
        length(path) > 0 AND substr(path, 1, 1) = x'2f' AND instr(path, x'00') = 0),
      added_at INTEGER NOT NULL
    ) STRICT;
    """

  private static let photoTable = """
    CREATE TABLE photo (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      content_hash BLOB NOT NULL UNIQUE CHECK (length(content_hash) = 32),
      byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
      width INTEGER NOT NULL CHECK (width > 0),
      height INTEGER NOT NULL CHECK (height > 0),
      taken_at INTEGER,
      taken_at_utc_offset INTEGER CHECK (taken_at_utc_offset BETWEEN -1080 AND 1080),
      taken_at_source TEXT CHECK (taken_at_source IN (
        'exif-original', 'exif-digitized', 'exif-modified', 'gps', 'xmp', 'iptc', 'file')),
      latitude REAL CHECK (latitude BETWEEN -90 AND 90),
      longitude REAL CHECK (longitude BETWEEN -180 AND 180),
      altitude REAL,
      camera_make TEXT,
      camera_model TEXT,
      lens_model TEXT,
      format TEXT NOT NULL CHECK (format <> ''),
      CHECK ((taken_at IS NULL) = (taken_at_source IS NULL)),
      CHECK (taken_at_utc_offset IS NULL OR taken_at IS NOT NULL),
      CHECK ((latitude IS NULL) = (longitude IS NULL))
    ) STRICT;
    """

  private static let fileTable = """
    CREATE TABLE file (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
      path BLOB NOT NULL CHECK (
        length(path) > 0 AND substr(path, 1, 1) <> x'2f' AND instr(path, x'00') = 0),
      size INTEGER NOT NULL CHECK (size >= 0),
      modified_ns INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      device INTEGER NOT NULL,
      photo_id INTEGER REFERENCES photo (id) ON DELETE RESTRICT,
      failure TEXT CHECK (failure <> ''),
      is_present INTEGER NOT NULL DEFAULT 1 CHECK (is_present IN (0, 1)),
      recorded_at INTEGER NOT NULL,
      UNIQUE (folder_id, path),
      CHECK ((photo_id IS NULL) <> (failure IS NULL))
    ) STRICT;

    CREATE INDEX file_by_photo ON file (photo_id, is_present);
    CREATE INDEX file_by_failure ON file (folder_id, path) WHERE failure IS NOT NULL;
    """

  private static let embeddingTables = """
    CREATE TABLE model (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      fingerprint TEXT NOT NULL UNIQUE
        CHECK (length(fingerprint) = 64 AND fingerprint NOT GLOB '*[^0-9a-f]*'),
      name TEXT NOT NULL CHECK (name <> ''),
      dimension INTEGER NOT NULL CHECK (dimension BETWEEN 1 AND 65536)
    ) STRICT;

    CREATE TABLE embedding (
      id INTEGER PRIMARY KEY,
      model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
      photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
      vector BLOB NOT NULL CHECK (length(vector) > 0 AND length(vector) % 4 = 0),
      UNIQUE (model_id, photo_id)
    ) STRICT;

    CREATE INDEX embedding_by_photo ON embedding (photo_id);

    CREATE TRIGGER embedding_insert_length BEFORE INSERT ON embedding BEGIN
      SELECT RAISE (ABORT, 'the length of the vector is not the dimension of the model')
      WHERE length(NEW.vector) <> 4 * (SELECT dimension FROM model WHERE id = NEW.model_id);
    END;

    CREATE TRIGGER embedding_update_length BEFORE UPDATE OF vector, model_id ON embedding BEGIN
      SELECT RAISE (ABORT, 'the length of the vector is not the dimension of the model')
      WHERE length(NEW.vector) <> 4 * (SELECT dimension FROM model WHERE id = NEW.model_id);
    END;

    CREATE TRIGGER model_dimension_is_fixed BEFORE UPDATE OF dimension ON model BEGIN
      SELECT RAISE (ABORT, 'the dimension of a model cannot change')
      WHERE NEW.dimension <> OLD.dimension;
    END;
    """
}
