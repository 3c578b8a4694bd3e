// SPDX-License-Identifier: MIT

import Foundation
import GRDB

/// What filters compute and SQL cannot.
enum CatalogFunction {
  /// Latitude, longitude, latitude, longitude: the distance in metres.
  static let metresBetween = "metres_between"
  /// A folder's path, a path in it, a text: ``PhotoFilter/Condition/folder(_:)``.
  static let isInFolder = "is_in_folder"

  /// Makes the functions known to a connection.
  static func add(to db: Database) {
    db.add(
      function: DatabaseFunction(metresBetween, argumentCount: 4, pure: true) { values in
        let numbers = values.compactMap { Double.fromDatabaseValue($0) }
        guard numbers.count == 4 else { return nil }
        return Earth.metres(from: (numbers[0], numbers[1]), to: (numbers[2], numbers[3]))
      }
    )
    let names = FolderNames()
    db.add(
      function: DatabaseFunction(isInFolder, argumentCount: 3, pure: true) { values in
        guard let folder = Data.fromDatabaseValue(values[0]),
          let path = Data.fromDatabaseValue(values[1]),
          let text = String.fromDatabaseValue(values[2])
        else { return nil }
        return names.contain(text, folder: folder, path: path)
      }
    )
  }
}
