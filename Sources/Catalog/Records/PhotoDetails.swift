// SPDX-License-Identifier: MIT

/// A photo with the places where it lies.
package struct PhotoDetails: Sendable, Equatable, Identifiable {
  package let id: PhotoID
  package let record: PhotoRecord
  /// The files that the last scan found, in the order in which they were added.
  package internal(set) var files: [PhotoLocation]
}

/// One place where a photo lies.
package struct PhotoLocation: Sendable, Equatable {
  package let file: FileID
  package let folder: FolderID
  /// Absolute.
  package let folderPath: [UInt8]
  /// Relative to the folder.
  package let path: [UInt8]
  package let stamp: FileStamp

  package var absolutePath: [UInt8] { FolderPath.appending(path, to: folderPath) }
}
