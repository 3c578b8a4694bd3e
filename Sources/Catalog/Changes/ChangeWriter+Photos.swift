// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension ChangeWriter {
  /// The photo with the record's content: a new one, or the known one with its metadata completed.
  mutating func insertOrComplete(_ record: PhotoRecord) throws -> PhotoID {
    let statement = try db.cachedStatement(
      sql: "SELECT id, \(PhotoRecord.columns) FROM photo WHERE content_hash = ?"
    )
    guard let row = try Row.fetchOne(statement, arguments: [Data(record.contentHash)]) else {
      return try insert(record)
    }
    let id: PhotoID = try row.decode(atIndex: 0)
    let known = try PhotoRecord(row: row, firstIndex: 1)
    let completed = known.completed(from: record)
    if completed != known {
      try update(id, completed)
      searchable.photoHasChanged()
    }
    return id
  }

  /// Adds or replaces the vector of `photo` that `model` made from `file`.
  mutating func store(
    _ embedding: [Float],
    of photo: PhotoID,
    model: ModelID,
    file: FileKey
  ) throws {
    try check(embedding, model, file)
    try execute(
      """
      INSERT INTO embedding (model_id, photo_id, vector) VALUES (?, ?, ?)
      ON CONFLICT (model_id, photo_id) DO UPDATE SET vector = excluded.vector
        WHERE vector <> excluded.vector
      """,
      [model, photo, VectorBlob.encode(embedding)]
    )
    if db.changesCount > 0 { searchable.photoHasChanged() }
  }

  private func insert(_ record: PhotoRecord) throws -> PhotoID {
    try execute(
      """
      INSERT INTO photo (\(PhotoRecord.columns)) VALUES (\(PhotoRecord.placeholders))
      """,
      record.arguments
    )
    return PhotoID(rawValue: db.lastInsertedRowID)
  }

  private func update(_ id: PhotoID, _ record: PhotoRecord) throws {
    try execute(
      """
      UPDATE photo SET (\(PhotoRecord.columns)) = (\(PhotoRecord.placeholders)) WHERE id = ?
      """,
      record.arguments + [id]
    )
  }

  private mutating func check(_ embedding: [Float], _ model: ModelID, _ file: FileKey) throws {
    guard let dimension = try dimension(of: model) else {
      throw CatalogError(.notFound, "Model \(model.rawValue) is not in the catalogue.")
    }
    let name = String(decoding: file.path, as: UTF8.self)
    if embedding.count != dimension {
      throw CatalogError(
        .invalid,
        """
        The vector of “\(name)” has \(embedding.count) numbers, but its model makes \(dimension). \
        Nothing was changed.
        """
      )
    }
    if !embedding.allSatisfy(\.isFinite) {
      throw CatalogError(
        .invalid,
        "The vector of “\(name)” holds a value that is not a number. Nothing was changed."
      )
    }
  }

  private mutating func dimension(of model: ModelID) throws -> Int? {
    if let known = dimensions[model] { return known }
    let dimension: Int? = try value("SELECT dimension FROM model WHERE id = ?", [model])
    dimensions[model] = dimension
    return dimension
  }
}
