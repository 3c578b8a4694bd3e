// SPDX-License-Identifier: MIT

import GRDB

/// The vectors of one model at one moment.
///
/// It is valid only inside the call that it was handed to, and not Sendable.
package struct EmbeddingStream {
  let db: Database
  /// What the errors name.
  let path: String
  package let model: ModelID
  /// The embedding dimension E.
  package let dimension: Int
  /// The library's generation at that moment.
  package let generation: Int64

  /// How many vectors ``visit(_:)`` will give.
  package func count() throws -> Int {
    let statement = try db.cachedStatement(sql: "SELECT count(*) \(Self.clauses)")
    return try Int.fetchOne(statement, arguments: [model]) ?? 0
  }

  /// Gives the vector of every visible photo, in ascending order of the photos.
  ///
  /// - Parameter body: Takes the photo and its vector (E), which is valid only during the call.
  /// - Throws: ``CatalogError``; what `body` throws.
  /// - Complexity: O(n) for n photos, in constant memory.
  package func visit(
    _ body: (PhotoID, UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    let vector = UnsafeMutableBufferPointer<Float>.allocate(capacity: dimension)
    defer { vector.deallocate() }
    let statement = try db.cachedStatement(
      sql: "SELECT photo_id, vector \(Self.clauses) ORDER BY photo_id"
    )
    let rows = try Row.fetchCursor(statement, arguments: [model])
    while let row = try rows.next() {
      let photo: PhotoID = try row.decode(atIndex: 0)
      try copyVector(of: photo, from: row, atIndex: 1, into: vector)
      try body(photo, UnsafeBufferPointer(vector))
    }
  }

  /// Copies a stored vector (E) out of its row.
  ///
  /// - Throws: ``CatalogError`` `.corrupt` if it is not of the model's dimension.
  func copyVector(
    of photo: PhotoID,
    from row: Row,
    atIndex index: Int,
    into vector: UnsafeMutableBufferPointer<Float>
  ) throws {
    let isWhole = try row.withUnsafeData(atIndex: index) { blob in
      blob.map { VectorBlob.decode($0, into: vector) } ?? false
    }
    if !isWhole {
      throw CatalogError.corrupt(
        path: path,
        detail: "the vector of photo \(photo.rawValue) has a wrong length"
      )
    }
  }

  /// Selects the vectors of one model, an argument, that belong to visible photos.
  static let clauses = """
    FROM embedding
    WHERE model_id = ? AND EXISTS (
      SELECT 1 FROM file WHERE file.photo_id = embedding.photo_id AND file.is_present = 1)
    """
}
