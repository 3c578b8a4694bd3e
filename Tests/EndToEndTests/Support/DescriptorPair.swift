// SPDX-License-Identifier: MIT

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A pipe whose ends a child process gets only where it is given them.
final class DescriptorPair {
  private(set) var reader: CInt
  private(set) var writer: CInt

  init() throws {
    var ends: [CInt] = [-1, -1]
    let result = pipe(&ends)
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    closeReader()
    closeWriter()
  }

  func closeReader() {
    if reader >= 0 { close(reader) }
    reader = -1
  }

  func closeWriter() {
    if writer >= 0 { close(writer) }
    writer = -1
  }

  /// Writes a few bytes.
  func write(_ bytes: [UInt8]) throws {
    try FileHandle(fileDescriptor: writer).write(contentsOf: Data(bytes))
  }

  /// Reads up to a line feed, for as long as the slowest machine may need for one answer.
  ///
  /// - Returns: The line with its end; nil if none comes.
  func readLine() -> String? {
    var bytes: [UInt8] = []
    while bytes.last != UInt8(ascii: "\n") {
      var waiting = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
      var byte: UInt8 = 0
      guard poll(&waiting, 1, 30_000) == 1, read(reader, &byte, 1) == 1 else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
