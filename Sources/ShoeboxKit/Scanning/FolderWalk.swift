// SPDX-License-Identifier: MIT

/// A walk over all files below a folder.
///
/// The walk goes into every folder below the root but those that ``ExclusionRules`` leave out, and
/// gives every regular file once per path, in an order that depends on the names alone: the files
/// of a folder in the order of their bytes, then its folders likewise. It needs no recursion and
/// holds two folders open at most, whatever the depth of the tree.
///
/// **Symbolic links.** A link to a file is a file: it is given under the path of the link, with the
/// stamp of its target. A link to a folder is followed after everything else below the root has
/// been walked, in the order in which links were met, so that a file is never known by a link while
/// it has a path of its own. No folder is entered by a link if the walk has been in it already, if
/// it holds the link itself, or if it holds the root: loops end, and a link to the home folder does
/// not pull in the whole home. Links that lead nowhere are passed over.
///
/// **Trouble.** A folder that cannot be read is noted in the summary and the walk goes on; what
/// vanishes while the walk runs is passed over. Names may hold any bytes. Paths may be longer than
/// the kernel takes; see ``LongPath``.
package struct FolderWalk: Sendable {
  /// Raw bytes of the path of the root.
  package let root: [UInt8]

  /// Which names are passed over.
  package let rules: ExclusionRules

  /// Raw bytes of the path of a folder that is passed over wherever it is met, with all below it.
  package let passedOver: [UInt8]?

  /// A walk that has not begun.
  ///
  /// - Parameters:
  ///   - root: Raw bytes of an absolute or relative path. The root is walked whatever its name is.
  ///   - rules: Which names below it are passed over.
  ///   - folder: Raw bytes of the path of a folder that is passed over.
  package init(
    root: [UInt8],
    rules: ExclusionRules = .standard,
    passingOver folder: [UInt8]? = nil
  ) {
    self.root = root
    self.rules = rules
    passedOver = folder
  }

  /// Walks, and calls `body` for each file.
  ///
  /// - Parameter body: Takes the file.
  /// - Returns: What was seen. A root that cannot be read, or was replaced or unmounted meanwhile,
  ///   is in it as an unreadable folder with an empty path.
  /// - Throws: What `body` throws, which ends the walk.
  /// - Complexity: O(n log n) for n names; the memory is that of the names of the largest folder,
  ///   the folders waiting and the identities of the folders seen.
  package func forEachFile<Failure: Error>(
    _ body: (FoundFile) throws(Failure) -> Void
  ) throws(Failure) -> WalkSummary {
    let folder: OpenFolder
    do {
      folder = try OpenFolder(root)
    } catch {
      return WalkSummary(unreadable: [.init(path: [], error: error)])
    }
    let without = passedOver.flatMap { try? OpenFolder($0).identity }
    var traversal = FolderTraversal(root: root, folder: folder, rules: rules, without: without)
    try traversal.walk(body)
    var summary = traversal.summary
    // Whatever was not found below a root that went away meanwhile is not known to be gone.
    if (try? OpenFolder(root))?.identity != folder.identity {
      summary.unreadable.append(
        .init(path: [], reason: "The folder was replaced or unmounted while it was being read.")
      )
    }
    return summary
  }
}
