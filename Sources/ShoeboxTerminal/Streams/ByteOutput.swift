// SPDX-License-Identifier: MIT

import Foundation
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Writes bytes to a file descriptor, all of them or an error.
///
/// Interrupted and partial writes are continued, and a descriptor that another process made
/// non-blocking is waited for. Threads may share an output; what one call writes stays together.
/// After an error every later write throws it again, so that a loop ends however it treats errors.
package final class ByteOutput: Sendable {
  /// When bytes leave the process.
  package enum Buffering: Sendable {
    /// At the end of every call.
    case none
    /// At the end of every call that ends a line.
    case lines
    /// When many have gathered, and at ``ByteOutput/flush()``.
    case blocks
  }

  private struct State {
    var pending: [UInt8] = []
    var failure: OutputError?
  }

  private static let blockByteCount = 1 << 16

  /// Where the bytes go; not owned.
  package let descriptor: CInt

  private let buffering: Buffering
  private let name: String
  private let state = Mutex(State())

  /// An output to an open descriptor.
  ///
  /// - Parameters:
  ///   - descriptor: Stays open while the output is used, and is not closed by it.
  ///   - name: What error messages call it.
  ///   - buffering: When bytes leave the process.
  package init(descriptor: CInt, name: String, buffering: Buffering) {
    self.descriptor = descriptor
    self.name = name
    self.buffering = buffering
  }

  /// Writes bytes as they are.
  ///
  /// - Parameter bytes: Any bytes; raw file names and NUL too.
  /// - Throws: ``OutputError`` of this or an earlier write.
  package func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    try state.withLock { state throws(OutputError) in
      if let failure = state.failure { throw failure }
      state.pending += bytes
      let isDue =
        switch buffering {
        case .none: true
        case .lines:
          state.pending.last == UInt8(ascii: "\n") || state.pending.count >= Self.blockByteCount
        case .blocks: state.pending.count >= Self.blockByteCount
        }
      if isDue { try flush(&state) }
    }
  }

  /// Writes text as UTF-8.
  ///
  /// - Throws: ``OutputError`` of this or an earlier write.
  package func write(_ text: String) throws(OutputError) {
    try write(text.utf8)
  }

  /// Writes what is buffered: before the process ends, and before it waits for a reader's answer.
  ///
  /// - Throws: ``OutputError`` of this or an earlier write.
  package func flush() throws(OutputError) {
    try state.withLock { state throws(OutputError) in
      if let failure = state.failure { throw failure }
      try flush(&state)
    }
  }

  private func flush(_ state: inout State) throws(OutputError) {
    do throws(OutputError) {
      try writeAll(state.pending)
      state.pending.removeAll(keepingCapacity: true)
    } catch {
      state.pending = []
      state.failure = error
      throw error
    }
  }

  private func writeAll(_ bytes: [UInt8]) throws(OutputError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        #if canImport(Darwin)
        return Darwin.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
        return Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
        return Glibc.write(descriptor, rest.baseAddress, rest.count)
        #endif
      }
      if count >= 0 {
        written += count
        continue
      }
      let code = errno
      switch code {
      case EINTR:
        continue
      case EAGAIN:
        var readiness = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&readiness, 1, -1)
      case EPIPE:
        throw OutputError(code: .readerGone, message: "Nobody reads \(name) any more.")
      default:
        let reason = String(cString: strerror(code))
        throw OutputError(code: .inputOutput, message: "Writing to \(name) failed: \(reason).")
      }
    }
  }
}
