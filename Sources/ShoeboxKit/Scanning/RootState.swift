// SPDX-License-Identifier: MIT

/// Whether the folder that the user named is there.
package enum RootState: Sendable, Equatable {
  /// The folder can be read and holds something.
  case present

  /// The folder is not there or cannot be read: a disk that is not connected, a share that is not
  /// mounted.
  case absent

  /// The folder holds nothing but hidden names.
  ///
  /// This is what a mount point looks like while its disk is away, so that a folder that held
  /// photos before should be taken for absent.
  case empty
}

extension FolderWalk {
  /// Looks at the folder at `root` without walking it.
  ///
  /// - Parameter root: Raw bytes of an absolute or relative path.
  /// - Returns: What there is now; the next moment may change it.
  package static func state(of root: [UInt8]) -> RootState {
    do {
      return try OpenFolder(root).hasVisibleNames() ? .present : .empty
    } catch {
      return .absent
    }
  }
}
