// SPDX-License-Identifier: MIT

import GRDB

extension FileRecord {
  /// The columns that ``init(row:)`` reads, in its order.
  static let columns = """
    file.id, file.folder_id, file.path, file.size, file.modified_ns, file.inode, file.device, \
    file.photo_id, file.is_present, file.failure
    """

  init(row: Row) throws {
    id = try row.decode(atIndex: 0)
    folder = try row.decode(atIndex: 1)
    path = try row.bytes(atIndex: 2)
    stamp = try FileStamp(row: row, firstIndex: 3)
    photo = try row.decode(atIndex: 7)
    isPresent = try row.decode(atIndex: 8)
    failure = try row.decode(atIndex: 9)
  }
}

extension FileStamp {
  /// Reads size, modified_ns, inode and device, from `firstIndex` on.
  init(row: Row, firstIndex: Int) throws {
    size = try row.decode(atIndex: firstIndex)
    modifiedNanoseconds = try row.decode(atIndex: firstIndex + 1)
    // SQLite has no unsigned integers: the columns hold the same bits.
    inode = UInt64(bitPattern: try row.decode(atIndex: firstIndex + 2))
    device = UInt64(bitPattern: try row.decode(atIndex: firstIndex + 3))
  }
}
