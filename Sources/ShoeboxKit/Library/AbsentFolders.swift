// SPDX-License-Identifier: MIT

import Catalog

/// Folders that are not there now: a disk that is not mounted, a share that is offline.
enum AbsentFolders {
  /// The absent ones among all folders of a catalogue.
  ///
  /// Asked anew at every search: a disk may come back any time.
  static func identifiers(in catalog: Catalog) throws -> Set<FolderID> {
    Set(try catalog.folders().filter { isAbsent($0) }.map(\.id))
  }

  /// Whether a folder is not there, or is empty although the catalogue has files in it: so looks the place where a
  /// disk is not mounted.
  static func isAbsent(_ folder: FolderRecord) -> Bool {
    switch FolderWalk.state(of: folder.path) {
    case .present: false
    case .absent, .empty: true
    }
  }
}
