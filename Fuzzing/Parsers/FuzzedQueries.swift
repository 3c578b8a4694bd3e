// SPDX-License-Identifier: MIT

import ShoeboxKit

/// What users write.
enum FuzzedQueries {
  static func query(_ bytes: UnsafeRawBufferPointer) {
    let written = String(decoding: bytes, as: UTF8.self)
    guard let query = try? Query.parse(written) else { return }
    let description = query.description
    precondition((try? Query.parse(description)) == query, "\(written) became \(description)")
  }

  static func captions(_ bytes: UnsafeRawBufferPointer) {
    guard
      let file = try? CaptionFile(parsing: Array(bytes), path: Array("folder/captions.tsv".utf8))
    else { return }
    precondition(
      !file.captions.isEmpty && file.captions.allSatisfy { file.photos.indices.contains($0.photo) },
      "\(file.captions.count) captions of \(file.photos.count) photos"
    )
  }
}
