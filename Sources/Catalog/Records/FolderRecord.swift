// SPDX-License-Identifier: MIT

package import Foundation

/// A folder that is indexed.
package struct FolderRecord: Sendable, Equatable, Identifiable {
  package let id: FolderID
  /// Absolute; bytes, because names need not be UTF-8.
  package let path: [UInt8]
  /// When the folder was added, to the second.
  package let addedAt: Date
}
