// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// Whether the photo has a vector of the model.
  package func hasEmbedding(_ photo: PhotoID, _ model: ModelID) throws -> Bool {
    try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM embedding WHERE model_id = ? AND photo_id = ?)"
      )
      return try Bool.fetchOne(statement, arguments: [model, photo]) ?? false
    }
  }

  /// The photo's vector (E) of the model, or `nil` if it has none.
  package func embedding(of photo: PhotoID, model: ModelID) throws -> [Float]? {
    try read { db in
      let stream = try embeddings(of: model, db)
      let statement = try db.cachedStatement(
        sql: "SELECT vector FROM embedding WHERE model_id = ? AND photo_id = ?"
      )
      guard let row = try Row.fetchOne(statement, arguments: [model, photo]) else { return nil }
      return try [Float](unsafeUninitializedCapacity: stream.dimension) { vector, count in
        let target = UnsafeMutableBufferPointer(rebasing: vector[..<stream.dimension])
        try stream.copyVector(of: photo, from: row, atIndex: 0, into: target)
        count = stream.dimension
      }
    }
  }

  /// Gives the vector of every visible photo, in ascending order of the photos, in constant memory.
  ///
  /// - Parameters:
  ///   - model: Whose vectors.
  ///   - body: Takes a photo and its vector (E), which is valid only during the call. It must not
  ///     call this catalogue.
  /// - Returns: The library's generation that the vectors belong to.
  /// - Throws: ``CatalogError`` `.notFound` for an unknown model; what `body` throws.
  /// - Complexity: O(n) for n photos.
  @discardableResult
  package func forEachEmbedding(
    model: ModelID,
    _ body: (PhotoID, UnsafeBufferPointer<Float>) throws -> Void
  ) throws -> Int64 {
    try withEmbeddings(of: model) { stream in
      try stream.visit(body)
      return stream.generation
    }
  }

  /// Hands out the vectors of a model together with the generation they belong to.
  ///
  /// - Parameters:
  ///   - model: Whose vectors.
  ///   - body: Takes the vectors, which are valid only during the call. It must not call this
  ///     catalogue.
  /// - Returns: What `body` returns.
  /// - Throws: ``CatalogError`` `.notFound` for an unknown model; what `body` throws.
  package func withEmbeddings<Result>(
    of model: ModelID,
    _ body: (EmbeddingStream) throws -> Result
  ) throws -> Result {
    try read { db in try body(embeddings(of: model, db)) }
  }

  func embeddings(of model: ModelID, _ db: Database) throws -> EmbeddingStream {
    let statement = try db.cachedStatement(sql: "SELECT dimension FROM model WHERE id = ?")
    guard let dimension = try Int.fetchOne(statement, arguments: [model]) else {
      throw CatalogError(
        .notFound,
        "The catalogue “\(path)” has no model \(model.rawValue)."
      )
    }
    // A damaged file must not make us ask for absurd amounts of memory.
    guard (1...65_536).contains(dimension) else {
      throw CatalogError.corrupt(
        path: path,
        detail: "model \(model.rawValue) has the dimension \(dimension)"
      )
    }
    return EmbeddingStream(
      db: db,
      path: path,
      model: model,
      dimension: dimension,
      generation: try generation(db)
    )
  }
}
