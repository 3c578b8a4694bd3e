// SPDX-License-Identifier: MIT

import GRDB

/// The versions of the catalogue's schema, and which files are catalogues at all.
enum Schema {
  /// "SHBX" in the file's header tells a catalogue from other SQLite files.
  private static let applicationIdentifier: Int64 = 0x5348_4258

  /// All versions, oldest first.
  ///
  /// A released version never changes: a change is a new version.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1", migrate: createVersion1)
    migrator.registerMigration("v2", migrate: createVersion2)
    migrator.registerMigration("v3", migrate: createVersion3)
    migrator.registerMigration("v4", migrate: createVersion4)
    return migrator
  }

  /// Refuses a database that another program made.
  ///
  /// - Throws: ``CatalogError`` `.notACatalogue`.
  static func checkApplication(_ db: Database, path: String) throws {
    // In this order: a catalogue that another process is just making gets its identifier before its first table.
    let objectCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    let identifier = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if identifier == applicationIdentifier { return }
    if identifier != 0 || objectCount != 0 {
      throw CatalogError.notACatalogue(path: path, detail: "it is another program's database")
    }
  }

  /// Migrates an older or empty database, and refuses a newer one.
  ///
  /// Reads only, when there is nothing to do: a search may open the catalogue during an index run.
  ///
  /// - Throws: ``CatalogError`` `.newerSchema`, or an error of SQLite.
  static func bringUpToDate(_ database: any DatabaseWriter, path: String) throws {
    let migrator = migrator
    if try database.read(migrator.hasBeenSuperseded) {
      throw CatalogError(
        .newerSchema,
        """
        The catalogue “\(path)” was made by a newer version of Shoebox. Update Shoebox, or choose \
        another library.
        """
      )
    }
    if try database.read(migrator.hasCompletedMigrations) { return }
    do {
      // Before the first table, so that an interrupted creation is still known as ours.
      try database.write { db in
        try db.execute(sql: "PRAGMA application_id = \(applicationIdentifier)")
      }
      try migrator.migrate(database)
    } catch {
      // Another process may have migrated in between.
      guard try database.read(migrator.hasCompletedMigrations) else { throw error }
    }
  }
}
