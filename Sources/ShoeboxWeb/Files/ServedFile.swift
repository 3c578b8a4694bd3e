// SPDX-License-Identifier: MIT

import Foundation
import HTTPTypes
import NIOCore
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

  /// Opens a file.
  ///
  /// - Parameter path: A regular file, or a link to one.
  /// - Throws: ``Problem`` 404 if there is none that can be read.
  init(_ path: FilePath) throws {
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
    self.descriptor = descriptor
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
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
