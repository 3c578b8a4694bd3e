// SPDX-License-Identifier: MIT

import Catalog
public import SystemPackage

/// Bringing a library up to date.
extension PhotoLibrary {
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
      try searchIndex.bringUpToDate()
      return summary
    }
  }
}
