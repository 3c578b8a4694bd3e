// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// 7 vectors of 512 numbers fill 88 % of such a page; SQLite's usual 4,096 bytes hold one (50 %).
  private static let pageByteCount: Int64 = 16_384

  /// The log is cut back to this size when it has been written into the catalogue's file.
  private static let logByteLimit: Int64 = 64 << 20

  /// Page cache of one connection.
  private static let cacheByteCount: Int64 = 8 << 20

  /// What every connection to the catalogue is told when it opens.
  ///
  /// GRDB adds `foreign_keys = ON` and, in a pool, `journal_mode = WAL` with
  /// `synchronous = NORMAL`. In that mode a power cut can lose the last transactions but cannot
  /// damage the file: SQLite syncs the log before it copies pages from it and syncs the file before
  /// it reuses the log, and a half-written end of the log fails its checksum and is ignored
  /// (https://sqlite.org/pragma.html#pragma_synchronous, https://sqlite.org/wal.html).
  static func configuration(_ options: CatalogOptions, path: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = "Catalog"
    configuration.busyMode = .timeout(options.busyTimeout / .seconds(1))
    configuration.prepareDatabase { db in
      // A damaged or planted file must not make SQLite read out of bounds or run functions.
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cache_size = \(-cacheByteCount / 1024)")
      CatalogFunction.add(to: db)
      if !db.configuration.readonly {
        try prepareWriter(db, options, path: path)
      }
    }
    return configuration
  }

  private static func prepareWriter(
    _ db: Database,
    _ options: CatalogOptions,
    path: String
  ) throws {
    // First, so that another program's file is refused before anything is written to it.
    try Schema.checkApplication(db, path: path)
    // Only a file that is still empty takes a page size.
    try db.execute(sql: "PRAGMA page_size = \(pageByteCount)")
    try db.execute(sql: "PRAGMA journal_size_limit = \(logByteLimit)")
    // macOS: fsync leaves data in the drive's cache. Elsewhere it has no effect.
    try db.execute(sql: "PRAGMA checkpoint_fullfsync = ON")
    if let maximumByteCount = options.maximumByteCount {
      let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? pageByteCount
      try db.execute(sql: "PRAGMA max_page_count = \(max(1, maximumByteCount / pageSize))")
    }
  }
}
