// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// Hands out what has changed for searches since a generation.
  ///
  /// - Parameters:
  ///   - model: Whose vectors are of interest.
  ///   - generation: What the caller knows: a generation that this catalogue gave.
  ///   - body: Takes the changes, which are valid only during the call. It must not call this catalogue.
  /// - Returns: What `body` returns; nil if this catalogue never had that generation, as after it was restored from a
  ///   backup, so that nobody knows what has changed since.
  /// - Throws: ``CatalogError`` `.notFound` for an unknown model; what `body` throws.
  package func withEmbeddingChanges<Result>(
    of model: ModelID,
    since generation: Int64,
    _ body: (EmbeddingChanges) throws -> Result
  ) throws -> Result? {
    try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT last_sequence FROM generation WHERE generation = ?"
      )
      guard let sequence = try Int64.fetchOne(statement, arguments: [generation]) else {
        return nil
      }
      return try body(
        EmbeddingChanges(stream: embeddings(of: model, db), sequence: sequence)
      )
    }
  }
}

/// The photos that searches may see in another way than before.
///
/// It is valid only inside the call that it was handed to, and not Sendable.
package struct EmbeddingChanges {
  let stream: EmbeddingStream
  /// What is known already.
  let sequence: Int64

  /// The library's generation at this moment.
  package var generation: Int64 { stream.generation }

  /// How many photos ``visit(_:)`` will give.
  package func count() throws -> Int {
    let statement = try stream.db.cachedStatement(
      sql: "SELECT count(*) FROM searchable_change WHERE sequence > ?"
    )
    return try Int.fetchOne(statement, arguments: [sequence]) ?? 0
  }

  /// Gives every photo that may have changed, in ascending order, with what a search sees of it now.
  ///
  /// - Parameter body: Takes the photo and its vector (E), which is valid only during the call, or nil if it has none or
  ///   is not visible.
  /// - Throws: ``CatalogError``; what `body` throws.
  /// - Complexity: O(c log n) for c changes.
  package func visit(
    _ body: (PhotoID, UnsafeBufferPointer<Float>?) throws -> Void
  ) throws {
    let vector = UnsafeMutableBufferPointer<Float>.allocate(capacity: stream.dimension)
    defer { vector.deallocate() }
    let statement = try stream.db.cachedStatement(
      sql: """
        SELECT photo_id, (
          SELECT vector FROM embedding
          WHERE model_id = ? AND embedding.photo_id = searchable_change.photo_id AND EXISTS (
            SELECT 1 FROM file WHERE file.photo_id = embedding.photo_id AND file.is_present = 1))
        FROM searchable_change WHERE sequence > ? ORDER BY photo_id
        """
    )
    let rows = try Row.fetchCursor(statement, arguments: [stream.model, sequence])
    while let row = try rows.next() {
      let photo: PhotoID = try row.decode(atIndex: 0)
      if row.hasNull(atIndex: 1) {
        try body(photo, nil)
      } else {
        try stream.copyVector(of: photo, from: row, atIndex: 1, into: vector)
        try body(photo, UnsafeBufferPointer(vector))
      }
    }
  }
}
