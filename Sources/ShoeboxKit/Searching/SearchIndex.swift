// SPDX-License-Identifier: MIT

import Catalog
import Synchronization
import SystemPackage
import VectorIndex

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The vectors that searches compare: a table in a mapped file that follows the catalogue.
///
/// The catalogue remembers which photos have changed since any generation, so the file is only added to. Where it cannot be
/// written, because another process is doing that, the disk is full or may only be read, the same changes are made to the
/// table in memory: a search never fails for want of the file.
final class SearchIndex: Sendable {
  let file: VectorFile
  let catalog: Catalog
  let modelID: ModelID
  private let table = Mutex<SearchTable?>(nil)

  init(path: FilePath, catalog: Catalog, modelID: ModelID, fingerprint: String, dimension: Int) {
    file = VectorFile(
      path: path.string,
      identity: VectorFileIdentity(fingerprint: fingerprint, dimension: dimension)
    )
    self.catalog = catalog
    self.modelID = modelID
  }

  /// Searches what the catalogue holds now.
  ///
  /// - Parameter body: Searches a table, which stays as it is, whatever is indexed meanwhile. Called again with another one
  ///   if that turns out to be damaged.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or the error of the catalogue.
  func withTable<Result>(_ body: (SearchTable) throws -> Result) throws -> Result {
    let current = try current()
    do {
      return try body(current)
    } catch let error as VectorFileError where error.code == .damaged {
      return try body(repaired(current))
    }
  }

  /// Writes what is missing in the file, at the end of a run.
  ///
  /// - Throws: The error of the catalogue, or of a disk that has no room for the file.
  func bringUpToDate() throws {
    // Searches go on meanwhile: it may take long to write.
    let known = table.withLock { $0?.vectors }
    guard let vectors = try writtenAfterWaiting(known) else { return }
    table.withLock { table in
      if let table, table.vectors.generation > vectors.generation { return }
      table = SearchTable(vectors)
    }
  }

  /// Writes what is missing in the file, and lets go of it.
  private func writtenAfterWaiting(_ known: VectorTable?) throws -> VectorTable? {
    guard let lock = try wait() else { return nil }
    return try written(lock, after: known, isRewriteDue: hasManyDeadRows)
  }

  /// The table of the catalogue's present generation.
  private func current() throws -> SearchTable {
    let generation = try catalog.generation()
    return try table.withLock { table in
      if let table, table.vectors.generation == generation { return table }
      let current = SearchTable(try updated(table?.vectors, to: generation))
      table = current
      return current
    }
  }

  private func updated(_ known: VectorTable?, to generation: Int64) throws -> VectorTable {
    // What another process has written is as good as what this one would write.
    let found = try? file.open(reusing: known)
    if let found, found.generation == generation { return found }
    let newest = [found, known].compactMap(\.self).max { $0.generation < $1.generation }
    do {
      // Without anything to add to, it is quicker to wait for who is writing than to begin at the beginning.
      let lock = newest == nil ? try wait() : try VectorFileLock(file)
      if let lock { return try written(lock, after: found) { _ in false } }
    } catch let error as VectorFileError where error.isAboutWriting {
      // As well without the file.
    }
    do {
      return try inMemory(newest)
    } catch let error as VectorFileError where error.code == .damaged {
      return try inMemory(nil)
    }
  }

  /// The table after it was found damaged.
  private func repaired(_ damaged: SearchTable) throws -> SearchTable {
    try table.withLock { table in
      // Another thread may have been here before.
      if let table, table !== damaged { return table }
      let repaired: SearchTable
      do {
        let lock = try wait()
        repaired = SearchTable(try lock.map { try rewritten($0) } ?? inMemory(nil))
      } catch let error as VectorFileError where error.isAboutWriting {
        repaired = SearchTable(try inMemory(nil))
      }
      table = repaired
      return repaired
    }
  }
}

// MARK: - Following the catalogue

extension SearchIndex {
  /// Writes the table of the catalogue's present generation.
  ///
  /// - Parameters:
  ///   - lock: The right to write.
  ///   - known: What was opened before, whose blocks may be used again.
  ///   - isRewriteDue: Whether a file that could be added to shall be written anew.
  /// - Returns: The table.
  /// - Throws: The error of the catalogue, or of the disk.
  private func written(
    _ lock: VectorFileLock,
    after known: VectorTable?,
    isRewriteDue: (VectorTable) -> Bool
  ) throws -> VectorTable {
    // As it is now that nobody else may change it.
    guard let base = try? file.open(reusing: known), !isRewriteDue(base), !base.isSmall else {
      return try rewritten(lock)
    }
    do {
      return try added(to: base, lock) ?? rewritten(lock)
    } catch let error as VectorFileError where [.damaged, .stale].contains(error.code) {
      return try rewritten(lock)
    }
  }

  /// Adds what has changed in the catalogue to the file.
  ///
  /// - Returns: The new table; nil if the catalogue does not know what has changed since the file was written.
  private func added(to base: VectorTable, _ lock: VectorFileLock) throws -> VectorTable? {
    try catalog.withEmbeddingChanges(of: modelID, since: base.generation) { changes in
      var base = base
      if changes.generation == base.generation { return base }
      var edit = try TableEdit(base)
      var count = 0
      try changes.visit { photo, vector in
        try edit.apply(photo, vector)
        count += 1
        if count.isMultiple(of: Self.changesPerCommit) {
          // Not yet of the new generation: whoever comes after a crash sees the same changes again.
          base = try lock.commit(edit.finish(generation: base.generation), of: base)
          edit = try TableEdit(base)
        }
      }
      return try lock.commit(edit.finish(generation: changes.generation), of: base)
    }
  }

  /// Changes are held in memory until so many are written together.
  private static var changesPerCommit: Int { 8192 }

  /// Writes the file anew from the catalogue, which has everything that is needed.
  private func rewritten(_ lock: VectorFileLock) throws -> VectorTable {
    try catalog.withEmbeddings(of: modelID) { stream in
      try lock.rewrite(generation: stream.generation) { writer in
        try stream.visit { photo, vector in
          try writer.append(identifier: photo.rawValue, vector: vector)
        }
      }
    }
  }

  /// The table of the catalogue's present generation, without writing anything.
  private func inMemory(_ base: VectorTable?) throws -> VectorTable {
    if let base {
      let changed = try catalog.withEmbeddingChanges(of: modelID, since: base.generation) {
        changes in
        let edit = try TableEdit(base)
        try changes.visit(edit.apply)
        return edit.finish(generation: changes.generation)
      }
      if let changed { return changed }
    }
    return try catalog.withEmbeddings(of: modelID) { stream in
      let edit = try TableEdit(file.empty())
      try stream.visit { photo, vector in try edit.set(photo.rawValue, vector) }
      return edit.finish(generation: stream.generation)
    }
  }

  /// Waits some seconds for the right to write.
  ///
  /// - Returns: Nil if another process still has it then.
  private func wait() throws -> VectorFileLock? {
    for _ in 0..<500 {
      if let lock = try VectorFileLock(file) { return lock }
      usleep(20_000)
    }
    return nil
  }

  /// Whether a table is more dead than alive.
  private func hasManyDeadRows(_ table: VectorTable) -> Bool {
    table.rowCount - table.count > max(table.count, 1024)
  }
}

extension TableEdit {
  fileprivate func apply(_ photo: PhotoID, _ vector: UnsafeBufferPointer<Float>?) throws {
    if let vector {
      try set(photo.rawValue, vector)
    } else {
      try remove(photo.rawValue)
    }
  }
}

extension VectorTable {
  /// Whether it is written anew as quickly as it is added to.
  ///
  /// The centre of the codes is then a mean of many photos before it is settled.
  fileprivate var isSmall: Bool { rowCount < 256 }
}

extension VectorFileError {
  /// Whether it is the disk's fault, and not that of what is written.
  fileprivate var isAboutWriting: Bool { [.full, .inputOutput].contains(code) }
}
