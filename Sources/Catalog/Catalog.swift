// SPDX-License-Identifier: MIT

import GRDB

/// The catalogue of a photo library: its folders, files, photos, models and embeddings.
///
/// It is one SQLite file and the only truth of the library; everything else that Shoebox stores can
/// be rebuilt from it. A value may be used from any thread. Calls block: a read waits for nobody and
/// sees one consistent state, a write waits for the write before it.
///
/// Every method throws ``CatalogError`` when SQLite fails. `Documentation/Catalog.md` has the schema.
package struct Catalog: Sendable {
  /// The catalogue's file, or ":memory:".
  package let path: String

  let database: any DatabaseWriter

  /// Runs `body` on one consistent state of the catalogue.
  ///
  /// - Precondition: Not called from inside the `body` of another read or write.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    do {
      return try database.read(body)
    } catch {
      throw CatalogError.translating(error, path: path)
    }
  }

  /// Runs `body` in one transaction, which is rolled back when `body` throws.
  ///
  /// - Precondition: Not called from inside the `body` of another read or write.
  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    do {
      return try database.write(body)
    } catch {
      throw CatalogError.translating(error, path: path)
    }
  }
}
