// SPDX-License-Identifier: MIT

/// The same catalogue as the third schema stored it.
///
/// Never to be changed: a later version must still open it.
enum Version3 {
  static let dump = """
    PRAGMA application_id = 0x53484258;
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES('v1');
    INSERT INTO grdb_migrations VALUES('v2');
    INSERT INTO grdb_migrations VALUES('v3');
    CREATE TABLE library (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      identifier TEXT NOT NULL CHECK (length(identifier) = 36),
      created_at INTEGER NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0)
    , serving_model_id INTEGER
      REFERENCES model (id) ON DELETE RESTRICT, chosen_model_id INTEGER
      REFERENCES model (id) ON DELETE RESTRICT) STRICT;
    INSERT INTO library VALUES(
      1,'00000000-1111-2222-3333-444444444444',1700000000,1700000000000000,1,1);
    CREATE TABLE folder (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      path BLOB NOT NULL UNIQUE CHECK (
        length(path) > 0 AND substr(path, 1, 1) = x'2f' AND instr(path, x'00') = 0),
      added_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO folder VALUES(1,X'2f70686f746f73',1700000000);
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
    INSERT INTO photo VALUES(
      1,X'0101010101010101010101010101010101010101010101010101010101010101',
      100,40,30,1700000000,60,'exif-original',54.5,13.25,2.0,
      'Maker','Model','Lens','jpeg');
    INSERT INTO photo VALUES(
      2,X'0202020202020202020202020202020202020202020202020202020202020202',
      200,30,40,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'png');
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
    INSERT INTO file VALUES(1,1,X'7365612e6a7067',1,1,-1,7,1,NULL,1,1700000000);
    INSERT INTO file VALUES(2,1,X'ff2e',2,2,-1,7,2,NULL,0,1700000000);
    INSERT INTO file VALUES(3,1,X'6261642e6a7067',3,3,-1,7,NULL,'The picture is cut off.',1,1700000000);
    CREATE TABLE model (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      fingerprint TEXT NOT NULL UNIQUE
        CHECK (length(fingerprint) = 64 AND fingerprint NOT GLOB '*[^0-9a-f]*'),
      name TEXT NOT NULL CHECK (name <> ''),
      dimension INTEGER NOT NULL CHECK (dimension BETWEEN 1 AND 65536)
    , reference BLOB CHECK (length(reference) > 0)) STRICT;
    INSERT INTO model VALUES(
      1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      'first model',2,NULL);
    CREATE TABLE embedding (
      id INTEGER PRIMARY KEY,
      model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
      photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
      vector BLOB NOT NULL CHECK (length(vector) > 0 AND length(vector) % 4 = 0),
      UNIQUE (model_id, photo_id)
    ) STRICT;
    INSERT INTO embedding VALUES(1,1,1,X'0000803f00000000');
    INSERT INTO embedding VALUES(2,1,2,X'000000000000803f');
    CREATE TABLE searchable_change (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      photo_id INTEGER NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE generation (
      generation INTEGER PRIMARY KEY CHECK (generation >= 0),
      last_sequence INTEGER NOT NULL
    ) STRICT;
    INSERT INTO generation VALUES(1700000000000000,0);
    DELETE FROM sqlite_sequence;
    INSERT INTO sqlite_sequence VALUES('folder',1);
    INSERT INTO sqlite_sequence VALUES('model',1);
    INSERT INTO sqlite_sequence VALUES('photo',2);
    INSERT INTO sqlite_sequence VALUES('file',3);
    CREATE INDEX file_by_photo ON file (photo_id, is_present);
    CREATE INDEX file_by_failure ON file (folder_id, path) WHERE failure IS NOT NULL;
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
    CREATE TRIGGER file_insert_is_a_change AFTER INSERT ON file
    WHEN NEW.photo_id IS NOT NULL AND NEW.is_present = 1
    BEGIN DELETE FROM searchable_change WHERE photo_id = NEW.photo_id;
    INSERT INTO searchable_change (photo_id) VALUES (NEW.photo_id); END;
    CREATE TRIGGER file_update_is_a_change AFTER UPDATE OF photo_id, is_present ON file
    WHEN OLD.photo_id IS NOT NULL
      AND (NEW.photo_id IS NOT OLD.photo_id OR NEW.is_present <> OLD.is_present)
    BEGIN DELETE FROM searchable_change WHERE photo_id = OLD.photo_id;
    INSERT INTO searchable_change (photo_id) VALUES (OLD.photo_id); END;
    CREATE TRIGGER file_update_is_a_change_of_another AFTER UPDATE OF photo_id ON file
    WHEN NEW.photo_id IS NOT NULL AND NEW.photo_id IS NOT OLD.photo_id
    BEGIN DELETE FROM searchable_change WHERE photo_id = NEW.photo_id;
    INSERT INTO searchable_change (photo_id) VALUES (NEW.photo_id); END;
    CREATE TRIGGER file_delete_is_a_change AFTER DELETE ON file
    WHEN OLD.photo_id IS NOT NULL AND OLD.is_present = 1
    BEGIN DELETE FROM searchable_change WHERE photo_id = OLD.photo_id;
    INSERT INTO searchable_change (photo_id) VALUES (OLD.photo_id); END;
    CREATE TRIGGER embedding_insert_is_a_change AFTER INSERT ON embedding
    BEGIN DELETE FROM searchable_change WHERE photo_id = NEW.photo_id;
    INSERT INTO searchable_change (photo_id) VALUES (NEW.photo_id); END;
    CREATE TRIGGER embedding_update_is_a_change AFTER UPDATE ON embedding
    BEGIN DELETE FROM searchable_change WHERE photo_id = OLD.photo_id;
    INSERT INTO searchable_change (photo_id) VALUES (OLD.photo_id); DELETE FROM searchable_change WHERE photo_id = NEW.photo_id;
    INSERT INTO searchable_change (photo_id) VALUES (NEW.photo_id); END;
    CREATE TRIGGER embedding_delete_is_a_change AFTER DELETE ON embedding
    BEGIN DELETE FROM searchable_change WHERE photo_id = OLD.photo_id;
    INSERT INTO searchable_change (photo_id) VALUES (OLD.photo_id); END;
    """
}
