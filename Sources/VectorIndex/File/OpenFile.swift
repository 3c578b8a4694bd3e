// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that is open for writing.
final class OpenFile: Sendable {
  private let descriptor: Int32
  /// The file that errors name.
  private let subject: String

  /// Opens a file; a link of that name is not followed, and nothing waits.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - flags: How, as `open` takes it.
  ///   - subject: The file that errors name, where it is another one.
  /// - Throws: `.full` or `.inputOutput`.
  init(_ path: String, flags: Int32, about subject: String? = nil) throws(VectorFileError) {
    self.subject = subject ?? path
    // O_NONBLOCK: a fifo of that name must not make us wait for a reader.
    descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw .writing(self.subject, errorNumber: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// Writes all bytes at an offset.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(VectorFileError) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let result = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + written))
      if result < 0 {
        if errno == EINTR { continue }
        throw .writing(subject, errorNumber: errno)
      }
      written += result
    }
  }

  /// Sets the size; what is added is zeros that take no room.
  func resize(to size: Int) throws(VectorFileError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else {
      throw .writing(subject, errorNumber: errno)
    }
  }

  /// Makes what was written durable.
  func synchronize() throws(VectorFileError) {
    guard fsync(descriptor) == 0 else { throw .writing(subject, errorNumber: errno) }
  }

  /// Locks the file until it is closed, or its process ends.
  ///
  /// - Returns: False if another process, or another opening in this one, holds the lock.
  func lock() throws(VectorFileError) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw .writing(subject, errorNumber: errno) }
    }
    return true
  }
}
