// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Foundation
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
    let toFill = try encoders.toFill()
    // The run keeps the library open until it ends, also if nobody else does.
    return IndexingRun { [self] state in
      // Before anybody hears of the end: who then starts the next run must not find the lock taken.
      defer { lock.release() }
      // Of the model that searches use; that the other one has not seen everything is said anyway.
      let mark = location.unfinished(toFill[0].model.fingerprint)
      let wasUnfinished = mark.status != nil
      _ = FileManager.default.createFile(atPath: mark.string, contents: nil)
      let summary = try fill(toFill, folders: selected, options: options, state)
      if try !summary.isInterrupted && (!wasUnfinished || isWhole(selected)) {
        try? FileManager.default.removeItem(atPath: mark.string)
      }
      return summary
    }
  }

  /// Whether these are all folders of the library.
  private func isWhole(_ folders: [FolderRecord]) throws -> Bool {
    try Set(catalog.folders().map(\.id)).isSubset(of: folders.map(\.id))
  }

  /// How many photos searches do not look at because no run has gone to its end since they came.
  ///
  /// - Returns: 0 without counting, where the last run went to its end.
  /// - Throws: The catalogue's error if it cannot be read.
  public func photosLeftToIndex() throws -> Int {
    let mark = location.unfinished(try encoders.serving().model.fingerprint)
    guard mark.status != nil else { return 0 }
    let counts = try counts()
    return counts.photos - counts.searchable
  }

  /// Whether a run of any process is indexing this library now.
  public var isBeingIndexed: Bool { RunLock.isTaken(location.lock) }

  /// Lets one model after the other see every photo.
  private func fill(
    _ toFill: [LibraryEncoder],
    folders: [FolderRecord],
    options: IndexingOptions,
    _ state: IndexingState
  ) throws -> IndexingSummary {
    var summary = IndexingSummary()
    for (position, encoder) in toFill.enumerated() where !summary.isInterrupted {
      let isFilling = position > 0
      if isFilling { state.beginFilling(encoder.model.encoder.name) }
      let indexer = Indexer(
        catalog: catalog,
        encoder: encoder,
        folders: folders,
        options: options,
        thumbnails: thumbnails
      )
      let done = try indexer.run(state)
      try encoder.searchIndex.bringUpToDate()
      if isFilling {
        summary.add(filling: done)
        // A run through all folders has shown it every photo that can be reached.
        if !done.isInterrupted { try catalog.serve(encoder.id, mayLose: isWhole(folders)) }
      } else {
        summary = done
      }
    }
    return summary
  }
}
