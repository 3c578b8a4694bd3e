// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Catalog {
  /// All models, in the order in which they were first used.
  ///
  /// - Complexity: O(n) for n vectors.
  package func encoders() throws -> [EncoderRecord] {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT id, fingerprint, name, dimension, reference, (
            SELECT count(*) FROM embedding
            WHERE model_id = model.id AND EXISTS (
              SELECT 1 FROM file WHERE file.photo_id = embedding.photo_id AND file.is_present = 1))
          FROM model ORDER BY id
          """
      )
      var encoders: [EncoderRecord] = []
      while let row = try rows.next() {
        let reference: Data? = try row.decode(atIndex: 4)
        encoders.append(
          EncoderRecord(
            id: try row.decode(atIndex: 0),
            fingerprint: try row.decode(atIndex: 1),
            name: try row.decode(atIndex: 2),
            dimension: try row.decode(atIndex: 3),
            reference: reference.map(Array.init),
            photos: try row.decode(atIndex: 5)
          )
        )
      }
      return encoders
    }
  }

  /// Which models the library uses.
  package func encoderChoice() throws -> EncoderChoice {
    try read(Self.encoderChoice)
  }

  /// How the files of a model are found again, and what tells it from others.
  package func encoderReference(_ model: ModelID) throws -> EncoderReference? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT name, fingerprint, reference FROM model WHERE id = ?",
        arguments: [model]
      )
      guard let row else { return nil }
      let reference: Data? = try row.decode(atIndex: 2)
      return EncoderReference(
        name: try row.decode(atIndex: 0),
        fingerprint: try row.decode(atIndex: 1),
        reference: reference.map(Array.init)
      )
    }
  }

  /// Makes a model the one that the library shall use.
  ///
  /// Searches change to it at once where that loses nothing: if every visible photo that has a vector of the model in
  /// use has one of the chosen model too, as when there are no photos yet.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - reference: How its files are found again; not empty.
  /// - Throws: ``CatalogError`` `.notFound` for an unknown model.
  package func choose(_ model: ModelID, reference: [UInt8]) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE model SET reference = ? WHERE id = ?",
        arguments: [Data(reference), model]
      )
      guard db.changesCount > 0 else { throw unknown(model) }
      try db.execute(sql: "UPDATE library SET chosen_model_id = ?", arguments: [model])
      let serving = try Self.encoderChoice(db).serving
      if try serving.map({ try !Self.loses(db, from: $0, to: model) }) ?? true {
        try db.execute(sql: "UPDATE library SET serving_model_id = ?", arguments: [model])
      }
    }
  }

  /// Makes the chosen model the one that searches use; nothing, if another was chosen meanwhile.
  ///
  /// - Parameters:
  ///   - model: The model that an index run has filled.
  ///   - mayLose: Whether to change also where a visible photo has a vector of the model in use and none of this one: a
  ///     run that tried every photo has nothing better to wait for.
  /// - Throws: ``CatalogError``.
  package func serve(_ model: ModelID, mayLose: Bool) throws {
    try write { db in
      if !mayLose, let serving = try Self.encoderChoice(db).serving,
        try Self.loses(db, from: serving, to: model)
      {
        return
      }
      try db.execute(
        sql: "UPDATE library SET serving_model_id = chosen_model_id WHERE chosen_model_id = ?",
        arguments: [model]
      )
    }
  }

  /// Removes a model and its vectors.
  ///
  /// - Throws: ``CatalogError`` `.invalid` for a model that the library uses or shall use.
  package func removeEncoder(_ model: ModelID) throws {
    try write { db in
      let choice = try Self.encoderChoice(db)
      guard choice.serving != model, choice.chosen != model else {
        throw CatalogError(
          .invalid,
          "The catalogue “\(path)” uses model \(model.rawValue). Choose another one before it is removed."
        )
      }
      try db.execute(sql: "DELETE FROM model WHERE id = ?", arguments: [model])
    }
  }

  private static func encoderChoice(_ db: Database) throws -> EncoderChoice {
    let row = try Row.fetchOne(
      db,
      sql: "SELECT serving_model_id, chosen_model_id FROM library"
    )
    return EncoderChoice(
      serving: try row?.decode(atIndex: 0),
      chosen: try row?.decode(atIndex: 1)
    )
  }

  /// Whether a visible photo has a vector of one model and none of another.
  private static func loses(_ db: Database, from: ModelID, to: ModelID) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (
          SELECT 1 \(EmbeddingStream.clauses) AND NOT EXISTS (
            SELECT 1 FROM embedding AS other
            WHERE other.model_id = ? AND other.photo_id = embedding.photo_id))
        """,
      arguments: [from, to]
    ) ?? false
  }

  private func unknown(_ model: ModelID) -> CatalogError {
    CatalogError(.notFound, "The catalogue “\(path)” has no model \(model.rawValue).")
  }
}
