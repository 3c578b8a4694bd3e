// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that grows beside the one it shall replace and takes its place in one step, or leaves no trace.
///
/// It has a fixed name, the destination's with `.partial` after it, and is locked as long as it is written: two
/// processes that rebuild the same file take turns, and what a crashed process left is overwritten by the next one.
final class PartialFile {
  /// The file that is replaced in the end.
  let destination: String

  private let path: String
  private let descriptor: Int32
  private var isOpen = true

  /// Creates an empty partial file; waits while another process writes one for the same destination.
  ///
  /// - Parameter destination: The file to replace, which need not exist.
  /// - Throws: `.full` or `.inputOutput`.
  init(replacing destination: String) throws(VectorFileError) {
    self.destination = destination
    path = destination + ".partial"
    descriptor = try Self.openEmpty(path, for: destination)
  }

  deinit {
    discard()
  }

  /// Writes all bytes at an offset.
  ///
  /// - Throws: `.full` or `.inputOutput`.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(VectorFileError) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let result = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + written))
      if result < 0 {
        if errno == EINTR { continue }
        throw .writing(destination, errorNumber: errno)
      }
      written += result
    }
  }

  /// Makes what was written durable and puts it in the destination's place.
  ///
  /// - Throws: `.full` or `.inputOutput`; the destination is then as it was.
  func replaceDestination() throws(VectorFileError) {
    // Some file systems find out here that the disk is full.
    guard fsync(descriptor) == 0, rename(path, destination) == 0 else {
      throw .writing(destination, errorNumber: errno)
    }
    isOpen = false
    close(descriptor)
    syncFolder()
  }

  /// Removes the partial file, unless it has taken the destination's place.
  func discard() {
    guard isOpen else { return }
    isOpen = false
    unlink(path)
    close(descriptor)
  }

  /// Makes the new name durable.
  ///
  /// Not every file system can, and none need: where the name is lost in a crash, the old file is still there, whole.
  private func syncFolder() {
    let end = destination.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = end.map { String(destination[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension PartialFile {
  /// Opens the file of that name, locks it and then empties it.
  private static func openEmpty(
    _ path: String,
    for destination: String
  ) throws(VectorFileError) -> Int32 {
    while true {
      // O_NONBLOCK: a fifo of that name must not make us wait for a reader.
      let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
      let descriptor = open(path, flags, 0o644)
      guard descriptor >= 0 else { throw .writing(destination, errorNumber: errno) }
      guard lock(descriptor) else { throw closing(descriptor, for: destination) }
      // Whoever held the lock before may have renamed or removed the file meanwhile. A renamed one is in use.
      guard names(path, descriptor) else {
        close(descriptor)
        continue
      }
      guard ftruncate(descriptor, 0) == 0 else { throw closing(descriptor, for: destination) }
      return descriptor
    }
  }

  /// Closes a file after a call failed.
  ///
  /// - Returns: Why the call failed.
  private static func closing(_ descriptor: Int32, for destination: String) -> VectorFileError {
    let error = VectorFileError.writing(destination, errorNumber: errno)
    close(descriptor)
    return error
  }

  private static func lock(_ descriptor: Int32) -> Bool {
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  private static func names(_ path: String, _ descriptor: Int32) -> Bool {
    var named = stat()
    var opened = stat()
    return lstat(path, &named) == 0 && fstat(descriptor, &opened) == 0
      && named.st_dev == opened.st_dev && named.st_ino == opened.st_ino
  }
}
