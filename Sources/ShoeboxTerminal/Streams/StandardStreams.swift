// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The outputs that every process has.
package enum StandardStreams {
  /// Where results go.
  ///
  /// Buffered by lines on a terminal and by blocks elsewhere: it has to be flushed at the end.
  package static let output = ByteOutput(
    descriptor: STDOUT_FILENO,
    name: "the standard output",
    buffering: isatty(STDOUT_FILENO) == 1 ? .lines : .blocks
  )

  /// Where progress, notes and errors go, without a buffer.
  package static let error = ByteOutput(
    descriptor: STDERR_FILENO,
    name: "the standard error",
    buffering: .none
  )

  /// Makes a write to a pipe that nobody reads an error, ``OutputError/Code/readerGone``, where it
  /// would otherwise end the process in the middle of its work.
  ///
  /// Call it once, before anything is written.
  package static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }
}
