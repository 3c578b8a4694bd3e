// SPDX-License-Identifier: MIT

package import ShoeboxKit
import SystemPackage

/// A folder of a library as JSON.
package struct FolderReport: Encodable {
  private let folder: LibraryFolder

  /// The report on a folder.
  package init(_ folder: LibraryFolder) {
    self.folder = folder
  }

  private enum Key: CodingKey {
    case id, photos, isAbsent
  }

  package func encode(to encoder: any Encoder) throws {
    try PathFields(folder.path.bytes).encode(to: encoder)
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(folder.id, forKey: .id)
    try fields.encode(folder.photos, forKey: .photos)
    try fields.encode(folder.isAbsent, forKey: .isAbsent)
  }
}
