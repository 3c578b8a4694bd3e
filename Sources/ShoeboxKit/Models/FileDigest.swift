// SPDX-License-Identifier: MIT

import CLIPModel
import Crypto
package import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// How long a file is, and its checksum.
package struct FileDigest {
  package let byteCount: Int64
  /// In lower-case hexadecimal.
  package let sha256: String

  private static let chunkByteCount = 1 << 20

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - progress: Called every megabyte with how many bytes were read; what it throws ends the reading.
  /// - Throws: `Errno` if it cannot be read; what `progress` throws.
  package init(_ path: FilePath, progress: (Int64) throws -> Void = { _ in }) throws {
    let descriptor = try LongPath.open(path.bytes, flags: O_RDONLY | O_NONBLOCK)
    defer { close(descriptor) }
    guard try FileStatus(descriptor: descriptor).kind == .file else { throw Errno.invalidArgument }
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.chunkByteCount,
      alignment: 16
    )
    defer { buffer.deallocate() }
    var hash = SHA256()
    var total: Int64 = 0
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Errno.last }
      if count == 0 { break }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      total += Int64(count)
      try progress(total)
    }
    byteCount = total
    sha256 = hash.hexadecimal()
  }
}
