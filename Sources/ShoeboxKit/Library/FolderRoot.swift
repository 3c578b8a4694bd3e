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

  /// Adds folders to the catalogue so that no file belongs to two of them.
  ///
  /// A folder within another is part of that one, unless a walk does not come there: then it stands for itself, as it
  /// does while it is away.
  ///
  /// - Parameters:
  ///   - roots: The folders named; none means all the catalogue has.
  ///   - catalog: The catalogue.
  /// - Returns: The folders to bring up to date, each once.
  /// - Throws: The catalogue's error.
  static func select(_ roots: [FolderRoot], in catalog: Catalog) throws -> [FolderRecord] {
    var selected: Set<FolderID> = []
    for root in roots {
      let known = try catalog.folders()
      let folder =
        known.first { $0.path == root.path }
        ?? known.first { FolderWalk.from($0.path, reaches: root.path) }
      selected.insert(try folder?.id ?? catalog.addFolder(root.path).id)
    }
    // Among all folders: the power may have failed before, an inner one may be back.
    let known = try catalog.folders()
    for inner in known {
      guard let outer = known.first(where: { FolderWalk.from($0.path, reaches: inner.path) }) else {
        continue
      }
      let files = try catalog.files(in: inner.id)
      if AbsentFolders.isAbsent(inner, hasFiles: files.contains(where: \.isPresent)) { continue }
      try absorb(inner, files, into: outer, catalog)
      if selected.remove(inner.id) != nil { selected.insert(outer.id) }
    }
    return try catalog.folders().filter { roots.isEmpty || selected.contains($0.id) }
  }

  /// Hands the files of a folder to the folder around it: nothing is encoded again.
  private static func absorb(
    _ inner: FolderRecord,
    _ files: [FileRecord],
    into outer: FolderRecord,
    _ catalog: Catalog
  ) throws {
    let separator = outer.path == [slash] ? 0 : 1
    let prefix = inner.path.dropFirst(outer.path.count + separator) + [slash]
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
}
