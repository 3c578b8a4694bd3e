// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension ChangeWriter {
  /// What a file shows.
  enum Content {
    case photo(PhotoID)
    case failure(String)
  }

  /// Adds or replaces what is known of the file at `key`; it is present.
  mutating func put(_ content: Content, at key: FileKey, _ stamp: FileStamp) throws {
    var photo: PhotoID?
    var failure: String?
    switch content {
    case .photo(let id): photo = id
    case .failure(let reason): failure = Self.sentence(reason)
    }
    let path = Data(key.path)
    let previous: PhotoID? = try value(
      "SELECT photo_id FROM file WHERE folder_id = ? AND path = ? AND is_present = 1",
      [key.folder, path]
    )
    if previous != photo {
      if let previous { try searchable.filesWillChange(of: previous) }
      if let photo { try searchable.filesWillChange(of: photo) }
    }
    try execute(
      """
      INSERT INTO file (
        folder_id, path, size, modified_ns, inode, device, photo_id, failure, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (folder_id, path) DO UPDATE SET
        size = excluded.size, modified_ns = excluded.modified_ns,
        inode = excluded.inode, device = excluded.device,
        photo_id = excluded.photo_id, failure = excluded.failure,
        recorded_at = excluded.recorded_at, is_present = 1
      """,
      [key.folder, path] + stamp.arguments + [photo, failure, recordedAt]
    )
  }

  /// Gives a file a new stamp; it is present.
  mutating func touch(_ file: FileID, _ stamp: FileStamp) throws {
    try willChange(file)
    try execute(
      """
      UPDATE file SET size = ?, modified_ns = ?, inode = ?, device = ?, is_present = 1 WHERE id = ?
      """,
      stamp.arguments + [file]
    )
    if db.changesCount == 0 { throw Self.unknown(file) }
  }

  /// Marks a file as missing, which a file that is not in the catalogue is already.
  mutating func hide(_ file: FileID) throws {
    try willChange(file)
    try execute("UPDATE file SET is_present = 0 WHERE id = ?", [file])
  }

  /// To be called before a file moves, appears or disappears.
  mutating func willChange(_ file: FileID) throws {
    let photo: PhotoID? = try value("SELECT photo_id FROM file WHERE id = ?", [file])
    if let photo { try searchable.filesWillChange(of: photo) }
  }

  static func unknown(_ file: FileID) -> CatalogError {
    CatalogError(
      .notFound,
      """
      File \(file.rawValue) is no longer in the catalogue. Nothing was changed; index its folder \
      again.
      """
    )
  }

  private static func sentence(_ reason: String) -> String {
    // SQLite ends a text at a NUL.
    let text = reason.replacing("\0", with: " ")
    return text.isEmpty ? "The file could not be read." : text
  }
}

extension FileStamp {
  /// The values of size, modified_ns, inode and device.
  var arguments: StatementArguments {
    [size, modifiedNanoseconds, Int64(bitPattern: inode), Int64(bitPattern: device)]
  }
}
