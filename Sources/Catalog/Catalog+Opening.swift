// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Catalog {
  /// Opens the catalogue at `path`; makes one where there is none, and migrates an older one.
  ///
  /// - Parameters:
  ///   - path: The catalogue's file. Its folder must exist.
  ///   - options: Time and size limits.
  /// - Returns: The catalogue, with the newest schema.
  /// - Throws: ``CatalogError``: `.notACatalogue`, `.newerSchema`, `.corrupt`, `.cannotOpen`,
  ///   `.readOnly`, `.locked`, `.full` or `.inputOutput`. A file that is refused is left as it was.
  package static func open(
    at path: String,
    options: CatalogOptions = CatalogOptions()
  ) throws -> Catalog {
    let configuration = configuration(options, path: path)
    PrivateFile.makeIfMissing(path)
    let deadline = ContinuousClock.now + options.busyTimeout
    while true {
      do {
        return try opening(path) { try DatabasePool(path: path, configuration: configuration) }
      } catch let error as CatalogError where error.code == .locked {
        // While another process makes the file, recovers its log or closes it as the last one, SQLite answers "locked"
        // at once, without the waiting it was asked for.
        guard ContinuousClock.now < deadline else { throw error }
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
  }

  /// Makes an empty catalogue that lives in memory, for tests and trials.
  ///
  /// Unlike a catalogue on disk it has one connection: reads wait for writes.
  package static func inMemory(options: CatalogOptions = CatalogOptions()) throws -> Catalog {
    let path = ":memory:"
    let configuration = configuration(options, path: path)
    return try opening(path) { try DatabaseQueue(configuration: configuration) }
  }

  /// Closes the catalogue; later calls fail with `.closed`.
  ///
  /// The last program to close it writes the log into the file and removes it. Without this call
  /// nothing is lost: the log stays beside the file and is read at the next opening.
  package func close() throws {
    do {
      // SQLite tidies up when its last connection closes, and a reader could not.
      (database as? DatabasePool)?.invalidateReadOnlyConnections()
      try database.close()
    } catch {
      throw CatalogError.translating(error, path: path)
    }
  }

  private static func opening(
    _ path: String,
    _ connect: () throws -> any DatabaseWriter
  ) throws -> Catalog {
    do {
      let database = try connect()
      try Schema.bringUpToDate(database, path: path)
      return Catalog(path: path, database: database)
    } catch {
      throw CatalogError.translating(error, path: path)
    }
  }
}
