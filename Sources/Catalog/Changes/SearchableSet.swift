// SPDX-License-Identifier: MIT

import GRDB

/// Finds out whether a batch changes what a search can see: the visible photos, their vectors, what is known of them, and
/// where they lie.
struct SearchableSet {
  private let db: Database
  private var photosHaveChanged = false
  /// Photos whose files the batch has touched, and where they lay before it.
  private var places: [PhotoID: Set<FileKey>] = [:]

  init(_ db: Database) {
    self.db = db
  }

  /// To be called when a vector, or what is known of a photo, is another than before.
  mutating func photoHasChanged() {
    photosHaveChanged = true
  }

  /// To be called before a file that shows `photo`, or will, is changed.
  mutating func filesWillChange(of photo: PhotoID) throws {
    guard !photosHaveChanged, places[photo] == nil else { return }
    places[photo] = try visiblePlaces(of: photo)
  }

  /// Whether a search could now see anything else than before the batch.
  func hasChanged() throws -> Bool {
    if photosHaveChanged { return true }
    return try places.contains { photo, before in try visiblePlaces(of: photo) != before }
  }

  private func visiblePlaces(of photo: PhotoID) throws -> Set<FileKey> {
    let statement = try db.cachedStatement(
      sql: "SELECT folder_id, path FROM file WHERE photo_id = ? AND is_present = 1"
    )
    var places: Set<FileKey> = []
    let rows = try Row.fetchCursor(statement, arguments: [photo])
    while let row = try rows.next() {
      places.insert(
        FileKey(folder: try row.decode(atIndex: 0), path: try row.bytes(atIndex: 1))
      )
    }
    return places
  }
}
