// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A lock on a library, or on something else that one process at a time may work on, that the kernel releases when its process ends, however it ends.
final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - path: The lock file; made if it is not there, and left behind.
  ///   - busy: What to say if another run has it, if it is not the lock of a library.
  /// - Throws: ``ShoeboxError`` `.busy` if another run has it.
  init(_ path: FilePath, busy: String? = nil) throws {
    descriptor = path.withPlatformString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else {
      throw ShoeboxError(
        .inputOutput,
        "\(path) cannot be opened: \(String(cString: strerror(errno)))."
      )
    }
    switch Self.take(descriptor) {
    case nil:
      break
    case EWOULDBLOCK:
      throw ShoeboxError(
        .busy,
        busy
          ?? "Another run is indexing this library (\(path.removingLastComponent())). Wait until it has "
          + "finished; searching works meanwhile."
      )
    case let code?:
      throw ShoeboxError(
        .inputOutput,
        "\(path) cannot be locked: \(String(cString: strerror(code))). The file system that it lies on may know "
          + "no locks; use a folder on a local disk."
      )
    }
  }

  /// Takes the lock, or finds it taken for longer than somebody needs who only asks (``isTaken(_:)``).
  ///
  /// - Returns: The error; nil if the lock was taken.
  private static func take(_ descriptor: Int32) -> Int32? {
    var code: Int32?
    for attempt in 0..<5 {
      if attempt > 0 { usleep(2000) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return nil }
      code = errno
      guard code == EWOULDBLOCK || code == EINTR else { break }
    }
    return code
  }

  /// Whether a run has the lock now.
  ///
  /// - Parameter path: The lock file.
  /// - Returns: False also if there is no such file.
  static func isTaken(_ path: FilePath) -> Bool {
    let descriptor = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return errno == EWOULDBLOCK }
    flock(descriptor, LOCK_UN)
    return false
  }

  /// Lets the next run begin, whoever still holds this object, and although a child process that is just being started
  /// has a copy of the descriptor.
  func release() {
    flock(descriptor, LOCK_UN)
  }

  deinit {
    guard descriptor >= 0 else { return }
    release()
    close(descriptor)
  }
}
