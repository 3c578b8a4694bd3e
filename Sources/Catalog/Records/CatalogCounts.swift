// SPDX-License-Identifier: MIT

/// How much the catalogue holds.
package struct CatalogCounts: Sendable, Equatable {
  /// Photos that are visible: at least one of their files is present.
  package let photos: Int
  /// Visible photos that have a vector of the model that was asked for.
  package let embedded: Int
  /// Photos that no file shows any more; ``Catalog/removeUnusedPhotos()`` drops them.
  package let unused: Int
  package let perFolder: [FolderID: FolderCounts]

  /// Files that the last scans found, readable or not.
  package var files: Int { perFolder.values.reduce(0) { $0 + $1.files } }
  /// Files that the last scans did not find again.
  package var missing: Int { perFolder.values.reduce(0) { $0 + $1.missing } }
  /// Files that were found but could not be read.
  package var failures: Int { perFolder.values.reduce(0) { $0 + $1.failures } }
}

/// How much one folder holds.
package struct FolderCounts: Sendable, Equatable {
  /// Different photos among the files that are present.
  package let photos: Int
  /// Files that the last scan found, readable or not.
  package let files: Int
  /// Files that the last scan did not find again.
  package let missing: Int
  /// Files that were found but could not be read.
  package let failures: Int
}
