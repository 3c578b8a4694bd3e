// SPDX-License-Identifier: MIT

import Foundation
import HTTPTypes
import NIOCore
import ShoeboxKit
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that is being sent, open for as long as that takes.
final class ServedFile: Sendable {
  private let descriptor: SystemPackage.FileDescriptor
  /// Its size when it was opened.
  let size: Int64
  /// When it was last written.
  let modified: Date
  /// The validator of its content: another size or time, another content.
  let entityTag: String

  /// Opens the file of a photo.
  ///
  /// - Parameter original: What it was when its content was checked.
  /// - Throws: ``Problem`` 404 if there is none that can be read, or if it is another one by now.
  init(_ original: OriginalFile) throws {
    let path = original.path
    // A pipe of that name would block otherwise.
    guard
      let descriptor = try? FileDescriptor.open(
        path,
        .readOnly,
        options: [.nonBlocking, .closeOnExec]
      )
    else { throw Problem(.notFound, "The file of this photo cannot be opened any more.") }
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      try? descriptor.close()
      throw Problem(.notFound, "The file of this photo is no file any more.")
    }
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    // A link may have taken its place since it was looked at.
    let written = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    guard status.st_size == original.byteCount, written == original.modifiedNanoseconds else {
      try? descriptor.close()
      throw Problem(.notFound, "The file of this photo has changed just now.")
    }
    self.descriptor = descriptor
    size = Int64(status.st_size)
    modified = Date(timeIntervalSince1970: Double(time.tv_sec))
    let stamp = [
      size, Int64(time.tv_sec), Int64(time.tv_nsec), Int64(truncatingIfNeeded: status.st_ino),
    ]
    entityTag = "\"" + stamp.map { String($0, radix: 36) }.joined(separator: "-") + "\""
  }

  deinit {
    try? descriptor.close()
  }

  /// Reads a part.
  ///
  /// - Parameters:
  ///   - offset: Where it begins.
  ///   - count: How long it is.
  /// - Returns: That many bytes.
  /// - Throws: `Errno`; `.ioError` if the file has become shorter.
  func read(at offset: Int64, count: Int) throws -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: count)
    var total = 0
    while total < count {
      let read = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count - total) {
        room in
        try descriptor.read(
          fromAbsoluteOffset: offset + Int64(total),
          into: UnsafeMutableRawBufferPointer(rebasing: room.prefix(count - total))
        )
      }
      guard read > 0 else { throw Errno.ioError }
      total += read
    }
    return buffer
  }
}
