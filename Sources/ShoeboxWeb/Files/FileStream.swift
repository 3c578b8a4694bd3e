// SPDX-License-Identifier: MIT

import Hummingbird
import NIOCore

/// Sends a part of a file piece by piece: the next one is read when the client has taken the last.
struct FileStream: Sendable {
  /// Large enough that a disk is read at its speed, small enough for many readers at once.
  static let pieceSize = 256 << 10

  let file: ServedFile
  let queue: WorkQueue

  /// The body of a response.
  func body(_ range: Range<Int64>) -> ResponseBody {
    ResponseBody(contentLength: range.count) { writer in
      try await send(range, to: &writer)
      try await writer.finish(nil)
    }
  }

  /// Sends the pieces of a part.
  ///
  /// - Parameters:
  ///   - range: The part.
  ///   - writer: Waits until the client has taken what came before.
  ///   - look: Is shown each piece.
  /// - Throws: `Errno` if the file has become shorter: the connection then ends early, by which the client notices.
  @concurrent
  func send(
    _ range: Range<Int64>,
    to writer: inout any ResponseBodyWriter,
    showing look: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) async throws {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = Int(min(Int64(Self.pieceSize), range.upperBound - offset))
      let start = offset
      let piece = try await queue.run { [file] in try file.read(at: start, count: count) }
      piece.withUnsafeReadableBytes(look)
      try await writer.write(piece)
      offset += Int64(count)
    }
  }
}
