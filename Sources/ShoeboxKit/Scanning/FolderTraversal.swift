// SPDX-License-Identifier: MIT

import Catalog
import SystemPackage

/// The state of one walk; ``FolderWalk`` says what it does.
struct FolderTraversal {
  /// A folder that waits for its turn.
  private struct Pending {
    /// Relative to the root; empty for the root.
    var path: [UInt8]
    /// Whether the path leads through a symbolic link to a folder, or is one.
    var isBehindLink = false
    var isLink = false
  }

  /// What an entry of a folder turns out to be.
  private enum Discovery {
    case file(FileStamp), folder, linkToFolder
  }

  private static let slash = UInt8(ascii: "/")

  private let root: [UInt8]
  private let descriptor: CInt
  private let rules: ExclusionRules
  /// A folder that is passed over.
  private let without: FolderIdentity?

  /// Folders to walk next, the last one first.
  private var stack: [Pending]
  /// Links to folders, to be followed in this order when the stack is empty.
  private var links: [Pending] = []
  private var visited: Set<FolderIdentity>

  private(set) var summary = WalkSummary()

  /// Prepares the walk of an open folder.
  ///
  /// - Parameters:
  ///   - root: The path of the folder, of which only the last name matters.
  ///   - folder: The folder, which stays open during the walk.
  ///   - rules: Which names are passed over.
  ///   - without: A folder that is passed over.
  init(
    root: [UInt8],
    folder: borrowing OpenFolder,
    rules: ExclusionRules,
    without: FolderIdentity?
  ) {
    self.without = without
    self.root = root
    self.descriptor = folder.descriptor
    self.rules = rules
    stack = [Pending(path: [])]
    // No link leads out of the root and into it again.
    visited = folder.ancestors()
  }

  /// Walks everything below the root.
  mutating func walk<Failure: Error>(
    _ body: (FoundFile) throws(Failure) -> Void
  ) throws(Failure) {
    var followedLinks = 0
    while true {
      if let folder = stack.popLast() {
        try visit(folder, body)
      } else if followedLinks < links.count {
        stack.append(links[followedLinks])
        followedLinks += 1
      } else {
        return
      }
    }
  }

  private mutating func visit<Failure: Error>(
    _ pending: Pending,
    _ body: (FoundFile) throws(Failure) -> Void
  ) throws(Failure) {
    let folder: OpenFolder
    do {
      folder = try OpenFolder(pending.path, from: descriptor)
    } catch {
      if !error.meansVanished { note(error, at: pending.path) }
      return
    }
    if folder.identity == without { return }
    if pending.isLink, isInside(folder.identity, link: pending.path) { return }
    // Without a link in the path there can be no loop, and some network file systems give one
    // identity to several folders: only what lies behind a link has to be new.
    let isNew = visited.insert(folder.identity).inserted
    if pending.isBehindLink, !isNew { return }

    let (listing, failure) = folder.readNames()
    if let failure { note(failure, at: pending.path) }
    if isMarked(listing), !pending.path.isEmpty {
      summary.markedFolders.append(pending.path)
      return
    }
    summary.folderCount += 1
    try visit(listing, of: folder, pending, body)
  }

  private mutating func visit<Failure: Error>(
    _ listing: FolderListing,
    of folder: borrowing OpenFolder,
    _ pending: Pending,
    _ body: (FoundFile) throws(Failure) -> Void
  ) throws(Failure) {
    let filter = rules.filter(
      insideFolderNamed: Self.name(pending.path.isEmpty ? root : pending.path)
    )
    let prefix = pending.path.isEmpty ? [] : pending.path + [Self.slash]
    var folders: [Pending] = []
    var failure: Errno?
    for entry in listing.entries where !filter.excludes(listing.name(of: entry)) {
      let discovery: Discovery?
      do {
        discovery = try discover(entry, of: listing, in: folder)
      } catch {
        if error.meansVanished { continue }
        if isLink(entry, of: listing, in: folder) {
          // What it leads to cannot be looked at; that says nothing about the folder it lies in.
          note(error, at: prefix + listing.name(of: entry))
        } else {
          // One note is enough where the permission to look into a folder is missing.
          failure = failure ?? error
        }
        continue
      }
      let path = prefix + listing.name(of: entry)
      switch discovery {
      case .file(let stamp):
        summary.fileCount += 1
        try body(FoundFile(path: path, stamp: stamp))
      case .folder:
        folders.append(Pending(path: path, isBehindLink: pending.isBehindLink))
      case .linkToFolder:
        links.append(Pending(path: path, isBehindLink: true, isLink: true))
      case nil:
        break
      }
    }
    stack.append(contentsOf: folders.reversed())
    if let failure { note(failure, at: pending.path) }
  }

  /// Finds out what an entry is; nil for what is neither file nor folder, or leads nowhere.
  private func discover(
    _ entry: FolderListing.Entry,
    of listing: FolderListing,
    in folder: borrowing OpenFolder
  ) throws(Errno) -> Discovery? {
    var kind = entry.kind
    if kind == .unknown {
      kind = try listing.status(of: entry, in: folder, followsLinks: false).kind
    }
    switch kind {
    case .folder:
      return .folder
    case .file:
      let status = try listing.status(of: entry, in: folder, followsLinks: true)
      return status.kind == .file ? .file(status.stamp) : nil
    case .link:
      let target = try listing.status(of: entry, in: folder, followsLinks: true)
      return target.kind == .folder
        ? .linkToFolder : target.kind == .file ? .file(target.stamp) : nil
    case .other, .unknown:
      return nil
    }
  }

  private func isLink(
    _ entry: FolderListing.Entry,
    of listing: FolderListing,
    in folder: borrowing OpenFolder
  ) -> Bool {
    guard entry.kind == .unknown else { return entry.kind == .link }
    return (try? listing.status(of: entry, in: folder, followsLinks: false))?.kind == .link
  }

  /// Whether the link at `path` lies inside the folder that it leads to.
  private func isInside(_ target: FolderIdentity, link path: [UInt8]) -> Bool {
    let parent = path.lastIndex(of: Self.slash).map { Array(path[..<$0]) } ?? []
    guard let folder = try? OpenFolder(parent, from: descriptor) else { return false }
    return folder.identity == target || folder.ancestors().contains(target)
  }

  private func isMarked(_ listing: FolderListing) -> Bool {
    listing.entries.contains { rules.isMarker(listing.name(of: $0)) }
  }

  private mutating func note(_ error: Errno, at path: [UInt8]) {
    summary.unreadable.append(.init(path: path, error: error))
  }

  /// The last name in a path, without the slashes that may follow it.
  private static func name(_ path: [UInt8]) -> ArraySlice<UInt8> {
    let end = path.lastIndex { $0 != slash }.map { $0 + 1 } ?? 0
    let start = path[..<end].lastIndex(of: slash).map { $0 + 1 } ?? 0
    return path[start..<end]
  }
}
