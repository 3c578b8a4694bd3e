// SPDX-License-Identifier: MIT

import GRDB

/// Carries out the changes of one batch, inside the transaction that its caller opened.
struct ChangeWriter {
  let db: Database
  /// Seconds since 1970.
  let recordedAt: Int64
  var searchable: SearchableSet
  /// The dimension E of the models that the batch has used so far.
  var dimensions: [ModelID: Int] = [:]

  init(_ db: Database, recordedAt: Int64) {
    self.db = db
    self.recordedAt = recordedAt
    searchable = SearchableSet(db)
  }

  mutating func apply(_ changes: [CatalogChange]) throws {
    try carryOutMoves(changes.compactMap(Move.init))
    for change in changes {
      switch change {
      case .indexed(let file, let stamp, let photo, let embedding, let model):
        let id = try insertOrComplete(photo.plausible)
        try store(embedding, of: id, model: model, file: file)
        try put(.photo(id), at: file, stamp)
      case .linked(let file, let stamp, let photo):
        try put(.photo(photo), at: file, stamp)
      case .failed(let file, let stamp, let reason):
        try put(.failure(reason), at: file, stamp)
      case .touched(let file, let stamp):
        try touch(file, stamp)
      case .missing(let files):
        for file in files { try hide(file) }
      case .moved:
        break
      }
    }
  }

  /// Runs a statement that is prepared once per connection.
  func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// The first column of the first row, `nil` if there is no row or it holds NULL.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ sql: String,
    _ arguments: StatementArguments
  ) throws -> Value? {
    try Value.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
  }
}
