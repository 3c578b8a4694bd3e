// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// The model with the fingerprint; it is added if the catalogue does not know it.
  ///
  /// - Parameters:
  ///   - fingerprint: SHA-256 of the weights, the preprocessing and the tokenizer: 64 digits of
  ///     lower-case hexadecimal.
  ///   - name: For people; not empty. A known model keeps its name.
  ///   - dimension: The embedding dimension E, 1...65,536.
  /// - Returns: The model's identifier.
  /// - Throws: ``CatalogError`` `.invalid` if the model is known with another dimension.
  package func model(fingerprint: String, name: String, dimension: Int) throws -> ModelID {
    // A search must not wait for the index run that is writing.
    let known = try read { db in try Self.knownModel(db, fingerprint) }
    let model =
      try known
      ?? write { db in
        try db.execute(
          sql: """
            INSERT INTO model (fingerprint, name, dimension) VALUES (?, ?, ?)
            ON CONFLICT (fingerprint) DO NOTHING
            """,
          arguments: [fingerprint, name, dimension]
        )
        return try Self.knownModel(db, fingerprint)
      }
    guard let model, model.dimension == dimension else {
      throw CatalogError(
        .invalid,
        """
        The catalogue “\(path)” knows the model “\(name)” with vectors of another length. Give the \
        model its own fingerprint.
        """
      )
    }
    return model.id
  }

  private static func knownModel(
    _ db: Database,
    _ fingerprint: String
  ) throws -> (id: ModelID, dimension: Int)? {
    let row = try Row.fetchOne(
      db,
      sql: "SELECT id, dimension FROM model WHERE fingerprint = ?",
      arguments: [fingerprint]
    )
    return try row.map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) }
  }
}
