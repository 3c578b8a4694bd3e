// SPDX-License-Identifier: MIT

import Hummingbird
import NIOCore
import ShoeboxKit

/// Sends files as one archive, each opened when its turn comes.
struct ZipStream: Sendable {
  /// A file that goes into the archive.
  struct Member: Sendable {
    let original: OriginalFile
    let entry: ZipLayout.Entry
  }

  let members: [Member]
  let queue: WorkQueue

  /// The body of a response, whose length is known.
  var body: ResponseBody {
    let layout = ZipLayout(members.map(\.entry))
    return ResponseBody(contentLength: Int(clamping: layout.length)) { writer in
      var checksums: [UInt32] = []
      for member in members {
        try await writer.write(ByteBuffer(bytes: ZipLayout.header(member.entry)))
        // The length was promised: if it cannot be kept, the connection ends early.
        let file = try await queue.run { try ServedFile(member.original) }
        var checksum = CRC32()
        try await FileStream(file: file, queue: queue).send(0..<file.size, to: &writer) {
          checksum.add($0)
        }
        checksums.append(checksum.value)
        let end = ZipLayout.descriptor(member.entry, checksum: checksum.value)
        try await writer.write(ByteBuffer(bytes: end))
      }
      try await writer.write(ByteBuffer(bytes: layout.directory(checksums)))
      try await writer.finish(nil)
    }
  }
}
