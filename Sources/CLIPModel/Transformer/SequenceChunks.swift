// SPDX-License-Identifier: MIT

/// Where the tokens of several sequences lie: one row each, in chunks that pass through a block one after the other.
///
/// Between two layers of a block the numbers of a chunk stay in a core's own caches.
struct SequenceChunks {
  /// Whole sequences, one after the other.
  struct Chunk {
    /// Which sequences.
    var sequences: Range<Int>
    /// Where their rows begin.
    var firstRow: Int
    /// How many rows there are, padding included.
    var rows: Int
  }

  /// Tokens of each sequence.
  let lengths: [Int]
  /// The first row of each sequence.
  let firstRows: [Int]
  /// The parts.
  let chunks: [Chunk]

  /// All rows, padding included.
  var rows: Int { chunks.last.map { $0.firstRow + $0.rows } ?? 0 }
  /// Tokens of the longest sequence.
  var longest: Int { lengths.max() ?? 0 }

  /// More rows than this make a chunk only if a single sequence has them.
  ///
  /// Weights are read once per chunk, from a cache that all cores share: enough rows make up for it.
  static let mostRows = 400

  /// Arranges sequences.
  ///
  /// - Parameters:
  ///   - lengths: Tokens of each sequence.
  ///   - roundsRows: Pads larger chunks so that few row counts occur: oneDNN compiles a kernel for each.
  init(lengths: [Int], roundsRows: Bool) {
    self.lengths = lengths
    var firstRows: [Int] = []
    var chunks: [Chunk] = []
    var open = Chunk(sequences: 0..<0, firstRow: 0, rows: 0)
    func closed() -> Chunk {
      var chunk = open
      if roundsRows { chunk.rows = Self.rounded(chunk.rows) }
      return chunk
    }
    for (index, length) in lengths.enumerated() {
      if open.rows > 0 && open.rows + length > Self.mostRows {
        chunks.append(closed())
        let end = closed().firstRow + closed().rows
        open = Chunk(sequences: index..<index, firstRow: end, rows: 0)
      }
      firstRows.append(open.firstRow + open.rows)
      open.rows += length
      open.sequences = open.sequences.lowerBound..<index + 1
    }
    if open.rows > 0 { chunks.append(closed()) }
    self.firstRows = firstRows
    self.chunks = chunks
  }

  private static func rounded(_ rows: Int) -> Int {
    // A sentence by itself is worth its own kernels: each row that is not computed saves a twentieth of its time.
    let step = rows <= 16 ? 1 : rows <= 32 ? 4 : rows <= 128 ? 8 : 32
    return (rows + step - 1) / step * step
  }
}
