// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why a file could not be mapped.
package struct MappedFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The `errno` of the call that failed; `EINVAL` where the path is not a regular file.
  package let errorNumber: Int32
  /// The file as it was asked for.
  package let path: String

  /// A sentence that names the file.
  package var description: String {
    "\(path) cannot be read: \(String(cString: strerror(errorNumber)))."
  }

  /// Whether there is no such file.
  package var isAbsence: Bool { errorNumber == ENOENT || errorNumber == ENOTDIR }
}

/// A regular file mapped into memory, for reading only.
///
/// Pages come from the disk when they are first touched. Shoebox replaces files it maps by renaming and never shortens
/// them in place; a file that somebody else shortens ends the process when the lost pages are read.
package final class MappedFile: Sendable {
  /// The whole file.
  ///
  /// Valid as long as this object lives.
  package var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: address, count: byteCount)
  }

  // Safe because the mapping is read-only and stays where it is until `deinit`.
  nonisolated(unsafe) private let address: UnsafeRawPointer?
  private let byteCount: Int
  private let descriptor: CInt?
  private let written: timespec

  /// Maps a file.
  ///
  /// - Parameters:
  ///   - path: The file, in the encoding of the file system.
  ///   - isWatched: Whether ``isUnchanged`` will be asked, for which the file stays open.
  /// - Throws: `MappedFileError` if it cannot be opened, is not a regular file, or cannot be mapped.
  package init(path: String, isWatched: Bool = false) throws(MappedFileError) {
    // Without waiting: a pipe that lies where the file should be would block for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw MappedFileError(errorNumber: errno, path: path) }
    do throws(MappedFileError) {
      (address, byteCount, written) = try Self.map(descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = isWatched ? descriptor : nil
    if !isWatched { close(descriptor) }
  }

  private static func map(
    _ descriptor: CInt,
    _ path: String
  ) throws(MappedFileError) -> (UnsafeRawPointer?, Int, timespec) {
    guard let status = Self.status(descriptor) else {
      throw MappedFileError(errorNumber: errno, path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let number = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
      throw MappedFileError(errorNumber: number, path: path)
    }
    let byteCount = Int(status.st_size)
    guard byteCount > 0 else { return (nil, 0, time(status)) }
    guard let mapping = mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0),
      mapping != MAP_FAILED
    else { throw MappedFileError(errorNumber: errno, path: path) }
    return (UnsafeRawPointer(mapping), byteCount, time(status))
  }

  /// Whether nobody has written into the file since it was mapped; that it was replaced by another one does not count.
  ///
  /// True of a file that is not watched.
  package var isUnchanged: Bool {
    guard let descriptor else { return true }
    guard let status = Self.status(descriptor) else { return false }
    let now = Self.time(status)
    return Int(status.st_size) == byteCount && now.tv_sec == written.tv_sec
      && now.tv_nsec == written.tv_nsec
  }

  private static func status(_ descriptor: CInt) -> stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
  }

  private static func time(_ status: stat) -> timespec {
    #if canImport(Darwin)
    status.st_mtimespec
    #else
    status.st_mtim
    #endif
  }

  /// Gives the memory of some bytes back to the system, which reads them again if they are needed again.
  ///
  /// - Parameter part: A part of ``bytes``. Pages that lie in it only partly are kept.
  package func discard(_ part: UnsafeRawBufferPointer) {
    guard let address, let start = part.baseAddress, start >= address else { return }
    let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
    let offset = start - address
    let first = (offset + pageSize - 1) / pageSize * pageSize
    let end = (offset + part.count) / pageSize * pageSize
    guard first < end, end <= byteCount else { return }
    madvise(UnsafeMutableRawPointer(mutating: address + first), end - first, MADV_DONTNEED)
  }

  deinit {
    if let address { munmap(UnsafeMutableRawPointer(mutating: address), byteCount) }
    if let descriptor { close(descriptor) }
  }
}
