// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension ChangeWriter {
  /// A file's way to another place.
  struct Move {
    let file: FileID
    let target: FileKey
    let stamp: FileStamp

    init?(_ change: CatalogChange) {
      guard case .moved(let file, let target, let stamp) = change else { return nil }
      self.file = file
      self.target = target
      self.stamp = stamp
    }
  }

  /// Moves all files at once.
  ///
  /// First all leave their places, so that none is in the way of another; then each takes its new
  /// place, and drops the row of a file that still claims it.
  mutating func carryOutMoves(_ moves: [Move]) throws {
    for move in moves { try leave(move.file) }
    for move in moves { try arrive(move) }
  }

  private mutating func leave(_ file: FileID) throws {
    try willChange(file)
    // No file has such a path: no name in it may be empty.
    try execute("UPDATE file SET path = CAST('.moving//' || id AS BLOB) WHERE id = ?", [file])
    if db.changesCount == 0 { throw Self.unknown(file) }
  }

  private mutating func arrive(_ move: Move) throws {
    let path = Data(move.target.path)
    let displaced: PhotoID? = try value(
      "SELECT photo_id FROM file WHERE folder_id = ? AND path = ? AND is_present = 1",
      [move.target.folder, path]
    )
    if let displaced { try searchable.filesWillChange(of: displaced) }
    try execute(
      "DELETE FROM file WHERE folder_id = ? AND path = ?",
      [move.target.folder, path]
    )
    try execute(
      """
      UPDATE file SET
        folder_id = ?, path = ?, size = ?, modified_ns = ?, inode = ?, device = ?, is_present = 1
      WHERE id = ?
      """,
      [move.target.folder, path] + move.stamp.arguments + [move.file]
    )
  }
}
