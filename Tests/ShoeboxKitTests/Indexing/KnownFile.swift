// SPDX-License-Identifier: MIT

import Catalog

/// A file as a catalogue knows it.
struct KnownFile {
  var folder = FolderID(rawValue: 1)
  let path: [UInt8]
  let stamp: FileStamp
  var isPresent = true
  var failure: String?

  /// The records of files, numbered from 1 in the order given, in folders that are numbered likewise.
  static func records(_ files: [KnownFile]) throws -> [FileRecord] {
    let catalog = try Catalog.inMemory()
    let model = try catalog.model(
      fingerprint: String(repeating: "0", count: 64),
      name: "m",
      dimension: 1
    )
    let folders = try ["/1", "/2"].map { try catalog.addFolder(Array($0.utf8)).id }
    for (index, file) in files.enumerated() {
      let key = FileKey(folder: file.folder, path: file.path)
      if let failure = file.failure {
        try catalog.apply([.failed(file: key, stamp: file.stamp, reason: failure)])
      } else {
        let photo = PhotoRecord(
          contentHash: [UInt8](repeating: UInt8(index), count: 32),
          byteCount: file.stamp.size,
          pixelWidth: 1,
          pixelHeight: 1,
          format: "png"
        )
        try catalog.apply([
          .indexed(file: key, stamp: file.stamp, photo: photo, embedding: [1], model: model)
        ])
      }
      if !file.isPresent { try catalog.apply([.missing([FileID(rawValue: Int64(index + 1))])]) }
    }
    return try folders.flatMap { try catalog.files(in: $0) }.sorted { $0.id < $1.id }
  }
}
