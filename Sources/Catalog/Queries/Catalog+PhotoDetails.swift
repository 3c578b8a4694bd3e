// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// How many photos one statement asks for.
  private static let chunk = 128

  /// The photos with the places where they lie; identifiers that are not known are left out.
  ///
  /// - Complexity: O(k log n) for k identifiers.
  package func photos(_ ids: [PhotoID]) throws -> [PhotoID: PhotoDetails] {
    try read { db in
      var photos: [PhotoID: PhotoDetails] = [:]
      photos.reserveCapacity(ids.count)
      for start in stride(from: 0, to: ids.count, by: Self.chunk) {
        let arguments = Self.arguments(ids[start..<min(start + Self.chunk, ids.count)])
        try Self.readPhotos(db, arguments, into: &photos)
        try Self.readLocations(db, arguments, into: &photos)
      }
      return photos
    }
  }

  private static func readPhotos(
    _ db: Database,
    _ arguments: StatementArguments,
    into photos: inout [PhotoID: PhotoDetails]
  ) throws {
    let statement = try db.cachedStatement(
      sql: "SELECT id, \(PhotoRecord.columns) FROM photo WHERE id IN (\(placeholders))"
    )
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try rows.next() {
      let id: PhotoID = try row.decode(atIndex: 0)
      let record = try PhotoRecord(row: row, firstIndex: 1)
      photos[id] = PhotoDetails(id: id, record: record, files: [])
    }
  }

  private static func readLocations(
    _ db: Database,
    _ arguments: StatementArguments,
    into photos: inout [PhotoID: PhotoDetails]
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT file.photo_id, file.id, folder.id, folder.path, file.path,
          file.size, file.modified_ns, file.inode, file.device
        FROM file JOIN folder ON folder.id = file.folder_id
        WHERE file.photo_id IN (\(placeholders)) AND file.is_present = 1
        ORDER BY file.photo_id, file.id
        """
    )
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try rows.next() {
      let location = PhotoLocation(
        file: try row.decode(atIndex: 1),
        folder: try row.decode(atIndex: 2),
        folderPath: try row.bytes(atIndex: 3),
        path: try row.bytes(atIndex: 4),
        stamp: try FileStamp(row: row, firstIndex: 5)
      )
      photos[try row.decode(atIndex: 0)]?.files.append(location)
    }
  }

  private static let placeholders = [String](repeating: "?", count: chunk).joined(separator: ", ")

  /// A full chunk of arguments, so that one prepared statement does for any number: NULL is equal
  /// to nothing.
  private static func arguments(_ ids: ArraySlice<PhotoID>) -> StatementArguments {
    StatementArguments((0..<chunk).map { $0 < ids.count ? ids[ids.startIndex + $0] : nil })
  }
}
