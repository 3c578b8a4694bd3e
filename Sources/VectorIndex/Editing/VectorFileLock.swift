// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The right to change a vector file, which one process has at a time.
///
/// The kernel takes it back when the process ends, however it ends.
package final class VectorFileLock: Sendable {
  /// The file that may be changed.
  package let file: VectorFile

  private let descriptor: OpenFile

  /// Takes the lock; nil if somebody else, in this process or another, has it.
  ///
  /// - Parameter file: The file.
  /// - Throws: `VectorFileError` `.full` or `.inputOutput` if nothing can be written there.
  package init?(_ file: VectorFile) throws(VectorFileError) {
    self.file = file
    descriptor = try OpenFile(file.lockPath, flags: O_RDWR | O_CREAT, about: file.path)
    guard try descriptor.lock() else { return nil }
  }
}
