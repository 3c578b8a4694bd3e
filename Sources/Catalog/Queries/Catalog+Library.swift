// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Catalog {
  /// What the catalogue knows about itself.
  package func library() throws -> LibraryRecord {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT identifier, created_at, generation FROM library"
      )
      guard let row, let identifier = UUID(uuidString: try row.decode(atIndex: 0)) else {
        throw CatalogError.corrupt(path: path, detail: "it has lost its identifier")
      }
      return LibraryRecord(
        identifier: identifier,
        createdAt: Date(secondsSince1970: try row.decode(atIndex: 1)),
        generation: try row.decode(atIndex: 2)
      )
    }
  }

  /// A number that has grown whenever the visible photos or their vectors have changed.
  ///
  /// What is derived from the vectors is up to date if it was made at this generation: the number
  /// is about the time of the last change in microseconds since 1970, and never comes again.
  package func generation() throws -> Int64 {
    try read(generation)
  }

  func generation(_ db: Database) throws -> Int64 {
    guard let generation = try Int64.fetchOne(db, sql: "SELECT generation FROM library") else {
      throw CatalogError.corrupt(path: path, detail: "it has lost its generation")
    }
    return generation
  }
}
