// SPDX-License-Identifier: MIT

import Catalog
public import SystemPackage

/// The folders of a library.
extension PhotoLibrary {
  /// The folders that are indexed, in the order of their paths.
  ///
  /// - Returns: Absolute paths with their counts.
  /// - Throws: The catalogue's error if it cannot be read.
  public func folders() throws -> [LibraryFolder] {
    let counts = try catalog.counts(model: nil)
    return try catalog.folders().map { folder in
      let photos = counts.perFolder[folder.id]?.photos ?? 0
      return LibraryFolder(
        id: folder.id.rawValue,
        path: FilePath(bytes: folder.path),
        photos: photos,
        isAbsent: AbsentFolders.isAbsent(folder, hasFiles: photos > 0)
      )
    }
  }

  /// The folders that are not there now: their photos are left out of results.
  ///
  /// - Returns: Absolute paths. Cheap: asks the file system about each folder, and the catalogue for their list alone.
  /// - Throws: The catalogue's error if it cannot be read.
  public func absentFolders() throws -> [FilePath] {
    try AbsentFolders.records(in: catalog).map { FilePath(bytes: $0.path) }
  }

  /// Forgets a folder.
  ///
  /// Its photos leave the library unless another folder shows them too. The photos themselves are
  /// not touched.
  ///
  /// - Parameter path: The folder as it was added, or a path that leads to it.
  /// - Throws: ``ShoeboxError`` `.noInput` if it is not a folder of this library; `.busy` while a run is indexing.
  public func removeFolder(_ path: FilePath) throws {
    let lock = try RunLock(location.lock)
    let resolved = path.expandingHome.resolved() ?? path.expandingHome.absolute
    let known = try catalog.folders()
    guard let folder = known.first(where: { $0.path == resolved.bytes || $0.path == path.bytes })
    else {
      throw ShoeboxError(
        .noInput,
        "\(path) is not a folder of this library. See them with: shoebox folders"
      )
    }
    try catalog.removeFolder(folder.id)
    try thumbnails.removeOrphans(catalog)
    withExtendedLifetime(lock) {}
  }
}

/// A folder of a library.
public struct LibraryFolder: Sendable, Equatable {
  /// The folder's number in its library.
  public let id: Int64
  /// Where it is, absolute.
  public let path: FilePath
  /// How many photos lie in it; exact copies count once.
  public let photos: Int
  /// Whether it is not there now, as when a disk is not mounted: its photos are hidden, not forgotten.
  public let isAbsent: Bool
}
