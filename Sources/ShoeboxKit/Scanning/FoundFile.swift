// SPDX-License-Identifier: MIT

package import Catalog

/// A regular file that a walk came across.
package struct FoundFile: Sendable, Hashable {
  /// The path relative to the root: raw bytes as the file system has them, separated by `/`.
  package let path: [UInt8]

  /// Size, time and identity of the file; of its target where the path is a symbolic link.
  package let stamp: FileStamp

  package init(path: [UInt8], stamp: FileStamp) {
    self.path = path
    self.stamp = stamp
  }
}
