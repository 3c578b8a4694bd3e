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
/// It has a fixed name, the destination's with `.partial` after it: whoever holds the lock of a table writes its files, and
/// overwrites what a crashed process left.
final class PartialFile {
  /// The file that is replaced in the end.
  let destination: String

  /// Its own name.
  let path: String

  /// What is written.
  let file: OpenFile
  private var isOpen = true

  /// Creates an empty partial file.
  ///
  /// - Parameter destination: The file to replace, which need not exist.
  /// - Throws: `.full` or `.inputOutput`.
  init(replacing destination: String) throws(VectorFileError) {
    self.destination = destination
    path = destination + ".partial"
    // Whatever has this name: a link must not be followed, and what is mapped must not be emptied.
    unlink(path)
    file = try OpenFile(path, flags: O_RDWR | O_CREAT | O_EXCL, about: destination)
  }

  deinit {
    discard()
  }

  /// Writes all bytes at an offset.
  ///
  /// - Throws: `.full` or `.inputOutput`.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(VectorFileError) {
    try file.write(bytes, at: offset)
  }

  /// Sets the size; what is added is zeros that take no room.
  func resize(to size: Int) throws(VectorFileError) {
    try file.resize(to: size)
  }

  /// Puts what was written on the disk.
  ///
  /// Some file systems find out here that it is full.
  func synchronize() throws(VectorFileError) {
    try file.synchronize()
  }

  /// Puts the file in the destination's place.
  ///
  /// - Throws: `.inputOutput`; the destination is then as it was.
  func replaceDestination() throws(VectorFileError) {
    guard rename(path, destination) == 0 else {
      throw .writing(destination, errorNumber: errno)
    }
    isOpen = false
  }

  /// Removes the partial file, unless it has taken the destination's place.
  func discard() {
    guard isOpen else { return }
    isOpen = false
    unlink(path)
  }

  /// Makes the new name durable.
  ///
  /// Not every file system can, and none need: where the name is lost in a crash, the old file is still there, whole.
  func synchronizeFolder() {
    let end = destination.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = end.map { String(destination[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
