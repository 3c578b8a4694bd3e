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
    let counts = try catalog.counts(model: modelID)
    return try catalog.folders().map { folder in
      let photos = counts.perFolder[folder.id]?.photos ?? 0
      return LibraryFolder(
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
    withExtendedLifetime(lock) {}
  }

  /// Starts a run that brings the library up to date.
  ///
  /// - Parameters:
  ///   - folders: Folders to add; with none, those the library has. A folder inside one the library has brings that
  ///     one up to date; a folder around one takes its place. One that the library has may be away.
  ///   - options: How the run works.
  /// - Returns: The run, already going.
  /// - Throws: ``ShoeboxError`` `.noInput` for a folder that does not exist, `.badInput` for something that is not a
  ///   folder or when there is none at all, `.busy` if another run is going.
  public func index(
    _ folders: [FilePath] = [],
    options: IndexingOptions = IndexingOptions()
  ) throws -> IndexingRun {
    let known = try catalog.folders()
    let roots = try folders.map { try FolderRoot($0, known: known) }
    let lock = try RunLock(location.lock)
    let selected = try FolderRoot.select(roots, in: catalog)
    guard !selected.isEmpty else {
      throw ShoeboxError(
        .badInput,
        "This library has no folders yet. Add one with: shoebox index FOLDER"
      )
    }
    let indexer = Indexer(
      catalog: catalog,
      model: model,
      modelID: modelID,
      folders: selected,
      options: options
    )
    // The run keeps the library open until it ends, also if nobody else does.
    return IndexingRun { [self] state in
      // Before anybody hears of the end: who then starts the next run must not find the lock taken.
      defer { lock.release() }
      let summary = try indexer.run(state)
      _ = try searchIndex.current()
      return summary
    }
  }
}

/// A folder of a library.
public struct LibraryFolder: Sendable, Equatable {
  /// Where it is, absolute.
  public let path: FilePath
  /// How many photos lie in it; exact copies count once.
  public let photos: Int
  /// Whether it is not there now, as when a disk is not mounted: its photos are hidden, not forgotten.
  public let isAbsent: Bool
}
