// SPDX-License-Identifier: MIT

/// What tells, without opening it, whether a file is still the one that was indexed.
package struct FileStamp: Sendable, Hashable {
  /// Bytes.
  package var size: Int64
  /// Time of the last change of the content, nanoseconds since 1970.
  package var modifiedNanoseconds: Int64
  package var inode: UInt64
  package var device: UInt64

  package init(size: Int64, modifiedNanoseconds: Int64, inode: UInt64, device: UInt64) {
    self.size = size
    self.modifiedNanoseconds = modifiedNanoseconds
    self.inode = inode
    self.device = device
  }
}

/// A place in the library.
package struct FileKey: Sendable, Hashable {
  package var folder: FolderID
  /// Relative to the folder: raw bytes separated by '/', not empty, no '/' at the start.
  package var path: [UInt8]

  package init(folder: FolderID, path: [UInt8]) {
    self.folder = folder
    self.path = path
  }
}

/// A file that was seen in a folder: a photo, or one that could not be read.
package struct FileRecord: Sendable, Equatable, Identifiable {
  package let id: FileID
  package let folder: FolderID
  /// Relative to the folder.
  package let path: [UInt8]
  /// As it was when the file was last indexed or found unchanged.
  package let stamp: FileStamp
  /// What the file shows, or `nil` if it could not be read.
  package let photo: PhotoID?
  /// Whether the last scan found it.
  package let isPresent: Bool
  /// Why it could not be read; `nil` exactly when `photo` is not.
  package let failure: String?

  package var key: FileKey { FileKey(folder: folder, path: path) }
}
