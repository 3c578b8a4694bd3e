// SPDX-License-Identifier: MIT

import Compute

/// What a table is but its rows: the small file that is replaced whenever the table changes.
///
/// ```
/// offset  size
///      0     8  magic: 89 53 42 54 0D 0A 1A 0A  ("\x89SBT\r\n\x1A\n")
///      8     4  version: 2
///     12     4  CRC-32C of bytes 0..<12, then of all from 16 on
///     16    32  fingerprint of the model: SHA-256
///     48     8  generation of the catalogue, signed
///     56     8  incarnation of the file of rows, signed
///     64     8  count of rows, n
///     72     4  dimension of a row, E
///     76     4  rows per block, R
///     80     8  count of runs, m
///     88     8  zero
///     96   4·E  centre, f32
///      …   8·m  the rows at which identifiers begin to ascend anew
///      …  24·b  for each of the b = ⌈n / R⌉ blocks: CRC-32C of its index, greatest residual (f32), greatest length
///               (f32), zero, and the identifier of its first row (8, signed)
///      …   8·w  the live rows: bit r mod 64 of word r / 64; w = ⌈n / 64⌉
/// ```
package struct TableState: Sendable, Equatable {
  static let magic: [UInt8] = [0x89, 0x53, 0x42, 0x54, 0x0D, 0x0A, 0x1A, 0x0A]
  static let fingerprintSize = 32
  static let headerSize = 96
  static let summarySize = 24

  var fingerprint: [UInt8]
  var generation: Int64
  var incarnation: Int64
  var layout: BlockLayout
  var centre: [Float]
  var runs: [Int]
  var summaries: [BlockSummary]
  var live: RowSet
}

// MARK: - Reading

extension TableState {
  /// Reads a file of state.
  ///
  /// - Parameters:
  ///   - bytes: All of it.
  ///   - path: Its name, for the message.
  /// - Throws: `.damaged` if no writer wrote these bytes, `.stale` if a writer of another version did.
  package init(_ bytes: UnsafeRawBufferPointer, path: String) throws(VectorFileError) {
    try FilePreamble.check(bytes, magic: Self.magic, size: bytes.count, path: path)
    guard let state = Self(checked: bytes) else {
      throw .damaged(path, "its header announces an impossible size")
    }
    self = state
  }

  private init?(checked bytes: UnsafeRawBufferPointer) {
    guard
      bytes.count >= Self.headerSize,
      let rowCount = Int(exactly: bytes.integer(at: 64, as: UInt64.self)),
      let runCount = Int(exactly: bytes.integer(at: 80, as: UInt64.self)),
      let layout = BlockLayout(
        dimension: Int(bytes.integer(at: 72, as: UInt32.self)),
        rowsPerBlock: Int(bytes.integer(at: 76, as: UInt32.self))
      ),
      // So that nothing below overflows: each row takes at least a bit, each run eight bytes.
      rowCount <= 8 * bytes.count, runCount <= bytes.count
    else { return nil }
    let blockCount = layout.blockCount(rows: rowCount)
    let sizes = [4 * layout.dimension, 8 * runCount, Self.summarySize * blockCount]
    let ends = sizes.reduce(into: [Self.headerSize]) { $0.append(($0.last ?? 0) + $1) }
    guard bytes.count == ends[3] + 8 * ((rowCount + 63) / 64) else { return nil }
    fingerprint = Array(bytes[16..<16 + Self.fingerprintSize])
    generation = bytes.integer(at: 48)
    incarnation = bytes.integer(at: 56)
    self.layout = layout
    centre = (0..<layout.dimension).map {
      Float(bitPattern: bytes.integer(at: ends[0] + 4 * $0, as: UInt32.self))
    }
    runs = (0..<runCount).map {
      Int(truncatingIfNeeded: bytes.integer(at: ends[1] + 8 * $0, as: UInt64.self))
    }
    summaries = (0..<blockCount).map {
      BlockSummary(bytes, at: ends[2] + Self.summarySize * $0)
    }
    let words = (0..<(rowCount + 63) / 64).map {
      bytes.integer(at: ends[3] + 8 * $0, as: UInt64.self)
    }
    guard let live = RowSet(words: words, rowCount: rowCount) else { return nil }
    self.live = live
    guard isConsistent else { return nil }
  }

  /// Whether runs divide the rows, and the centre is made of numbers.
  private var isConsistent: Bool {
    let runsFit =
      live.rowCount == 0
      ? runs.isEmpty
      : runs.first == 0 && runs.allSatisfy { $0 < live.rowCount }
        && zip(runs, runs.dropFirst()).allSatisfy { $0 < $1 }
    return runsFit && centre.allSatisfy(\.isFinite)
  }
}

extension BlockSummary {
  fileprivate init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    checksum = bytes.integer(at: offset)
    greatestResidual = Float(bitPattern: bytes.integer(at: offset + 4))
    greatestLength = Float(bitPattern: bytes.integer(at: offset + 8))
    firstIdentifier = bytes.integer(at: offset + 16)
  }
}

// MARK: - Writing

extension TableState {
  /// The file.
  func encoded() -> AlignedBuffer<UInt8> {
    let blocks = headerSize(with: centre.count, runs.count)
    let words = blocks + Self.summarySize * summaries.count
    let file = AlignedBuffer<UInt8>(count: words + 8 * live.words.count)
    defer { withExtendedLifetime(file) {} }
    let bytes = UnsafeMutableRawBufferPointer(file.elements)
    UnsafeMutableRawBufferPointer(rebasing: bytes[16...]).copyBytes(from: fingerprint)
    bytes.store(generation, at: 48)
    bytes.store(incarnation, at: 56)
    bytes.store(UInt64(live.rowCount), at: 64)
    bytes.store(UInt32(layout.dimension), at: 72)
    bytes.store(UInt32(layout.rowsPerBlock), at: 76)
    bytes.store(UInt64(runs.count), at: 80)
    for index in centre.indices {
      bytes.store(centre[index].bitPattern, at: Self.headerSize + 4 * index)
    }
    for index in runs.indices {
      bytes.store(UInt64(runs[index]), at: headerSize(with: centre.count, index))
    }
    for index in summaries.indices {
      let offset = blocks + Self.summarySize * index
      bytes.store(summaries[index].checksum, at: offset)
      bytes.store(summaries[index].greatestResidual.bitPattern, at: offset + 4)
      bytes.store(summaries[index].greatestLength.bitPattern, at: offset + 8)
      bytes.store(summaries[index].firstIdentifier, at: offset + 16)
    }
    for index in live.words.indices { bytes.store(live.words[index], at: words + 8 * index) }
    FilePreamble.seal(bytes, magic: Self.magic, size: bytes.count)
    return file
  }

  private func headerSize(with dimension: Int, _ runs: Int) -> Int {
    Self.headerSize + 4 * dimension + 8 * runs
  }
}
