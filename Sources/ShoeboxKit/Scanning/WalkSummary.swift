// SPDX-License-Identifier: MIT

import SystemPackage

/// What a walk has seen, and where it could not look.
package struct WalkSummary: Sendable, Equatable {
  /// A folder that could not be read, or not to its end.
  package struct UnreadableFolder: Sendable, Equatable {
    /// The path relative to the root; empty for the root itself.
    package let path: [UInt8]
    /// One sentence that says why.
    package let reason: String
  }

  /// How many files the body was given.
  package var fileCount = 0

  /// How many folders were read, the root included.
  package var folderCount = 0

  /// Folders whose contents are unknown, in the order in which they were met.
  package var unreadable: [UnreadableFolder] = []

  /// Folders left out because they hold a `.nomedia` file, in the order in which they were met.
  package var markedFolders: [[UInt8]] = []

  /// Whether the walk can say nothing about `path` because it, or a folder above it, could not be
  /// read.
  ///
  /// A file that was not found is gone only where this is false: a folder without permission, or on
  /// a disk with read errors, hides its files and does not delete them.
  ///
  /// - Complexity: O(unreadable folders).
  package func leavesOpen(_ path: [UInt8]) -> Bool {
    unreadable.contains { folder in
      folder.path.isEmpty || folder.path == path
        || (path.starts(with: folder.path) && path[folder.path.count] == UInt8(ascii: "/"))
    }
  }
}

extension WalkSummary.UnreadableFolder {
  /// A folder that the system refused to read.
  init(path: [UInt8], error: Errno) {
    self.init(path: path, reason: "The folder cannot be read: \(error.description).")
  }
}
