// SPDX-License-Identifier: MIT

import Catalog
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A folder that a user named, made absolute.
struct FolderRoot {
  let path: [UInt8]

  /// Checks that the folder exists and can be read, or is known and away for now.
  init(_ written: FilePath, known: [FolderRecord]) throws {
    let path = written.expandingHome
    guard let resolved = path.resolved() else {
      if known.contains(where: { $0.path == path.absolute.bytes }) {
        self.path = path.absolute.bytes
        return
      }
      throw ShoeboxError(.noInput, "There is no folder at \(path). Check the spelling.")
    }
    guard resolved.status?.kind == .folder else {
      throw ShoeboxError(
        .badInput,
        "\(path) is a file. Name the folder it lies in: that is what gets indexed."
      )
    }
    guard resolved.withPlatformString({ access($0, R_OK | X_OK) }) == 0 else {
      throw ShoeboxError(
        .inputOutput,
        "\(path) cannot be read: \(String(cString: strerror(errno)))."
      )
    }
    self.path = resolved.bytes
  }

  /// Adds folders to the catalogue so that no folder lies within another.
  ///
  /// - Parameters:
  ///   - roots: The folders named; none means all the catalogue has.
  ///   - catalog: The catalogue.
  /// - Returns: The folders to bring up to date, each once.
  /// - Throws: The catalogue's error.
  static func select(_ roots: [FolderRoot], in catalog: Catalog) throws -> [FolderRecord] {
    guard !roots.isEmpty else { return try catalog.folders() }
    var selected: [FolderID: FolderRecord] = [:]
    for root in roots {
      let known = try catalog.folders()
      if let around = known.first(where: { contains($0.path, root.path) }) {
        selected[around.id] = around
        continue
      }
      let folder = try catalog.addFolder(root.path)
      selected[folder.id] = folder
      // Also into a folder that was known before: the power may have failed between adding it and this.
      for inner in known where contains(root.path, inner.path) {
        try absorb(inner, into: folder, catalog)
        selected[inner.id] = nil
      }
    }
    return selected.values.sorted { $0.id < $1.id }
  }

  /// Hands the files of a folder to the folder around it: nothing is encoded again.
  private static func absorb(
    _ inner: FolderRecord,
    into outer: FolderRecord,
    _ catalog: Catalog
  ) throws {
    let separator = outer.path == [slash] ? 0 : 1
    let prefix = inner.path.dropFirst(outer.path.count + separator) + [slash]
    let files = try catalog.files(in: inner.id)
    var changes = files.map { file in
      CatalogChange.moved(
        file: file.id,
        to: FileKey(folder: outer.id, path: prefix + file.path),
        stamp: file.stamp
      )
    }
    // A moved file counts as found again; those that were missing still are.
    changes.append(.missing(files.filter { !$0.isPresent }.map(\.id)))
    try catalog.apply(changes)
    try catalog.removeFolder(inner.id)
  }

  private static let slash = UInt8(ascii: "/")

  /// Whether `inner` lies somewhere below `outer`.
  private static func contains(_ outer: [UInt8], _ inner: [UInt8]) -> Bool {
    guard inner.count > outer.count, inner.starts(with: outer) else { return false }
    return outer.last == slash || inner[outer.count] == slash
  }
}
