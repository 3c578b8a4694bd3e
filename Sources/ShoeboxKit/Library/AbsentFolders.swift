// SPDX-License-Identifier: MIT

import Catalog

/// Folders that are not there now: a disk that is not mounted, a share that is offline.
enum AbsentFolders {
  /// The absent ones among all folders of a catalogue.
  ///
  /// Asked anew at every search: a disk may come back any time.
  static func records(in catalog: Catalog) throws -> [FolderRecord] {
    try catalog.folders().filter { folder in
      try isAbsent(
        folder,
        hasFiles: catalog.files(in: folder.id).contains(where: \.isPresent)
      )
    }
  }

  /// Whether a folder is not there.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - hasFiles: Asked only if the folder is empty: whether the catalogue has files in it. An empty folder that had photos is far more often the place
  ///     where a disk is not mounted than a folder cleared out.
  /// - Returns: True if nothing can be said about its files.
  static func isAbsent(
    _ folder: FolderRecord,
    hasFiles: @autoclosure () throws -> Bool
  ) rethrows -> Bool {
    switch FolderWalk.state(of: folder.path) {
    case .present: false
    case .absent: true
    case .empty: try hasFiles()
    }
  }
}
