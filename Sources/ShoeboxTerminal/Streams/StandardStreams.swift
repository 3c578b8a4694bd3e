// SPDX-License-Identifier: MIT

// The C library's own variable for its standard error is set here, before there are threads.
#if canImport(Darwin)
@preconcurrency import Darwin
#elseif canImport(Musl)
@preconcurrency import Musl
#else
@preconcurrency import Glibc
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

  /// Sends what libraries print by C's `stderr` nowhere.
  ///
  /// Some decoders print a page for each damaged picture, between the lines of a progress display, and have no switch
  /// for it: libjxl 0.7 as Debian builds it. ``error`` and the Swift runtime write to the descriptor and not to the
  /// stream, and so do not change.
  ///
  /// Call it once, before there are threads. Where the C library does not let the stream be replaced, nothing happens.
  package static func muteLibraries() {
    guard let nowhere = fopen("/dev/null", "we") else { return }
    #if canImport(Darwin)
    __stderrp = nowhere
    #elseif canImport(Glibc)
    stderr = nowhere  // "normal variables that you can set", glibc manual, 12.2
    #else
    fclose(nowhere)
    #endif
  }
}
