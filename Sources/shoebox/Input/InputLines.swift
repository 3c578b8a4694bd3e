// SPDX-License-Identifier: MIT

import ShoeboxKit
import SystemPackage

/// Standard input, line by line or between zero bytes, in groups.
///
/// A group holds what can be read without waiting, up to a limit: a program that sends one line and waits for its
/// answer gets it, and a program that sends thousands keeps all cores busy.
struct InputLines {
  private let separator: UInt8
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  /// The longest line that is used.
  ///
  /// Of a longer one a byte more than that is kept, which tells that it was longer.
  static let longestLine = 1 << 20

  /// Lines end at `separator`.
  init(separator: UInt8) {
    self.separator = separator
  }

  /// The next lines.
  ///
  /// - Parameter limit: How many at most.
  /// - Returns: One or more lines without their ends; nil after the last.
  /// - Throws: `Errno` if standard input cannot be read.
  mutating func next(limit: Int) throws -> [[UInt8]]? {
    while true {
      let lines = take(limit)
      if !lines.isEmpty { return lines }
      if isAtEnd { return nil }
      try fill()
    }
  }

  private mutating func take(_ limit: Int) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = buffer.startIndex
    while lines.count < limit, let end = buffer[start...].firstIndex(of: separator) {
      lines.append(Array(buffer[start..<end]))
      start = end + 1
    }
    buffer.removeSubrange(..<start)
    if isAtEnd, lines.count < limit, !buffer.isEmpty {
      lines.append(buffer)
      buffer = []
    }
    return lines
  }

  private mutating func fill() throws {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = try chunk.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) }
    isAtEnd = count == 0
    var rest = chunk[..<count]
    // What is in the buffer now is one line without its end.
    if buffer.count > Self.longestLine {
      buffer.removeSubrange((Self.longestLine + 1)...)
      guard let end = rest.firstIndex(of: separator) else { return }
      rest = rest[end...]
    }
    buffer += rest
  }
}
