// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Catalog {
  /// Carries out the changes in one transaction: all of them, or after an error or a crash none.
  ///
  /// The moves are carried out first and all at once, so that files may swap their names; then the
  /// other changes in their order. So put all moves of a scan into one batch, before the batches
  /// that index what now lies at the places they left.
  ///
  /// The library's generation grows if a search could now see anything else than before. A photo
  /// that no file shows any more stays until ``removeUnusedPhotos()``.
  ///
  /// - Throws: ``CatalogError``: `.notFound` for a folder, file, photo or model that is not in the
  ///   catalogue (but unknown files may be `.missing`); `.invalid` for a value that it does not
  ///   take, such as a vector of another length than the model's.
  /// - Complexity: O(c log n) for c changes of a catalogue of n files.
  package func apply(_ changes: [CatalogChange]) throws {
    if changes.isEmpty { return }
    try write { db in
      var writer = ChangeWriter(db, recordedAt: Date.now.secondsSince1970)
      try writer.apply(changes)
      if try writer.searchable.hasChanged() {
        try Self.advanceGeneration(db)
      }
    }
  }

  /// Removes the photos that no file shows any more, and their vectors.
  ///
  /// Call it at the end of an index run. Until then the run may find the old content of an
  /// overwritten file at another place, and link it.
  ///
  /// - Returns: How many photos were removed.
  /// - Complexity: O(n log n) for n photos.
  @discardableResult
  package func removeUnusedPhotos() throws -> Int {
    try write(Self.removeUnusedPhotos)
  }

  static func removeUnusedPhotos(_ db: Database) throws -> Int {
    try db.execute(
      sql: """
        DELETE FROM photo
        WHERE NOT EXISTS (SELECT 1 FROM file WHERE file.photo_id = photo.id)
        """
    )
    return db.changesCount
  }

  /// Makes the generation one that the library never had.
  ///
  /// Not even before it was restored from a backup or made anew: it follows the clock, except where
  /// two changes fall into the same microsecond or the clock was set back.
  static func advanceGeneration(_ db: Database) throws {
    try db.execute(
      sql: "UPDATE library SET generation = max(generation + 1, ?)",
      arguments: [Date.now.microsecondsSince1970]
    )
    try db.execute(
      sql: """
        INSERT INTO generation (generation, last_sequence)
        SELECT generation, (SELECT coalesce(max(sequence), 0) FROM searchable_change) FROM library
        """
    )
  }
}
