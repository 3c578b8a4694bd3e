// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that nobody but its owner may read.
enum PrivateFile {
  /// Makes an empty file where there is none.
  ///
  /// For SQLite, which would let everybody read it, and gives its log the permissions of the file. What goes wrong here
  /// SQLite says better.
  static func makeIfMissing(_ path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
  }
}
