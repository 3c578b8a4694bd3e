// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// The photos that fit all of some filters.
  ///
  /// - Parameters:
  ///   - filters: What must hold of a photo; nothing for all visible photos.
  ///   - absent: Folders whose files count as if they were not there.
  /// - Returns: Photos with a present file, the newest first.
  /// - Throws: ``CatalogError``.
  /// - Complexity: O(n log n) for n photos: about a second for a million.
  package func selection(
    matching filters: [PhotoFilter],
    hiding absent: Set<FolderID> = []
  ) throws -> PhotoSelection {
    let files = VisibleFiles(hiding: absent)
    var sql = "SELECT photo.id, photo.taken_at FROM photo WHERE \(files.exist)"
    var arguments: StatementArguments = []
    for filter in filters {
      let alternatives = filter.alternatives.map { $0.sql(files, &arguments) }
      let any = alternatives.isEmpty ? "0" : alternatives.joined(separator: " OR ")
      // What is not known is NULL, and neither true nor false.
      sql += filter.excludes ? " AND NOT ifnull(\(any), 0)" : " AND (\(any))"
    }
    return try read { db in
      let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
      var dated: [(taken: Int64, photo: Int64)] = []
      var undated: [Int64] = []
      while let row = try rows.next() {
        let photo: Int64 = try row.decode(atIndex: 0)
        if let taken = try row.decode(Int64?.self, atIndex: 1) {
          dated.append((taken, photo))
        } else {
          undated.append(photo)
        }
      }
      dated.sort { ($0.taken, $0.photo) > ($1.taken, $1.photo) }
      undated.sort(by: >)
      return PhotoSelection(
        generation: try generation(db),
        photos: (dated.map(\.photo) + undated).map(PhotoID.init),
        wallClockSeconds: dated.map(\.taken)
      )
    }
  }
}

/// Files that the last scan found, in folders that are there.
struct VisibleFiles {
  private let condition: String

  init(hiding absent: Set<FolderID>) {
    let list = absent.sorted().map { String($0.rawValue) }.joined(separator: ", ")
    condition =
      "file.photo_id = photo.id AND file.is_present = 1"
      + (absent.isEmpty ? "" : " AND file.folder_id NOT IN (\(list))")
  }

  /// Whether the photo of the row has one.
  var exist: String { "EXISTS (SELECT 1 FROM file WHERE \(condition))" }

  /// Whether the photo of the row has one of which something holds.
  ///
  /// - Parameter expression: About a row of the table `file`.
  /// - Returns: SQL.
  func exist(with expression: String) -> String {
    "EXISTS (SELECT 1 FROM file WHERE \(condition) AND \(expression))"
  }
}
