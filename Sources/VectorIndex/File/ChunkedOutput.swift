// SPDX-License-Identifier: MIT

import Compute

/// Bytes on their way to a file, which are written in large pieces at multiples of their size.
///
/// A page cache that keeps large folios (Linux: ext4, XFS) then holds the file in huge pages and maps them as such: to
/// open a new file costs a tenth of the page faults, and a scan misses fewer address translations. Elsewhere it costs
/// nothing.
struct ChunkedOutput: ~Copyable {
  /// The size of a huge page on x86-64 and arm64.
  private static let chunkSize = 2 << 20

  private let file: PartialFile
  private let chunk = AlignedBuffer<UInt8>(count: chunkSize)
  /// How many bytes of the chunk wait to be written.
  private var pending: Int
  /// Where in the file the chunk belongs.
  private var offset = 0

  /// Begins a file with zeros.
  ///
  /// - Parameters:
  ///   - file: The file, which is empty.
  ///   - size: How many zeros precede what is appended: less than a chunk.
  init(_ file: PartialFile, leavingRoom size: Int) {
    self.file = file
    pending = size
  }

  /// Adds bytes at the end.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(VectorFileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.chunkSize - pending)
      let room = UnsafeMutableRawBufferPointer(chunk.elements)[pending...]
      UnsafeMutableRawBufferPointer(rebasing: room)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: piece))
      pending += piece.count
      rest = rest.dropFirst(piece.count)
      if pending == Self.chunkSize { try flush() }
    }
  }

  /// Writes what waits.
  mutating func flush() throws(VectorFileError) {
    let waiting = UnsafeRawBufferPointer(chunk.elements)[..<pending]
    try file.write(UnsafeRawBufferPointer(rebasing: waiting), at: offset)
    offset += pending
    pending = 0
  }
}
