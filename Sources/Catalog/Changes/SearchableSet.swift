// SPDX-License-Identifier: MIT

import GRDB

/// Finds out whether a batch changes what a search can see: the visible photos and their vectors.
struct SearchableSet {
  private let db: Database
  private var vectorsHaveChanged = false
  /// Photos whose files the batch has touched, and whether they were visible before it.
  private var wasVisible: [PhotoID: Bool] = [:]

  init(_ db: Database) {
    self.db = db
  }

  mutating func vectorHasChanged() {
    vectorsHaveChanged = true
  }

  /// To be called before a file that shows `photo`, or will, is changed.
  mutating func filesWillChange(of photo: PhotoID) throws {
    guard !vectorsHaveChanged, wasVisible[photo] == nil else { return }
    wasVisible[photo] = try isVisible(photo)
  }

  /// Whether a search could now see anything else than before the batch.
  func hasChanged() throws -> Bool {
    if vectorsHaveChanged { return true }
    return try wasVisible.contains { photo, before in try isVisible(photo) != before }
  }

  private func isVisible(_ photo: PhotoID) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT EXISTS (SELECT 1 FROM file WHERE photo_id = ? AND is_present = 1)"
    )
    return try Bool.fetchOne(statement, arguments: [photo]) ?? false
  }
}
