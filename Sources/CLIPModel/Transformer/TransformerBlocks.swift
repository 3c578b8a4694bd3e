// SPDX-License-Identifier: MIT

import Compute

/// The pre-norm blocks of a tower from which one token of each sequence is read off.
struct TransformerBlocks: Sendable {
  /// D.
  let width: Int
  /// All but the last.
  let blocks: [TransformerBlock]
  /// The last, which computes the pooled tokens only.
  let last: PoolingBlock

  /// Runs all blocks.
  ///
  /// - Parameters:
  ///   - x: The residual stream, `(rows, D)`, overwritten.
  ///   - chunks: Where the sequences lie in it.
  ///   - pooledRows: Which row is read off, for each sequence.
  ///   - workspace: The calling thread's.
  /// - Returns: `(sequences, D)`: the pooled rows, in the workspace.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func callAsFunction(
    _ x: UnsafeMutablePointer<Float>,
    _ chunks: SequenceChunks,
    pooledRows: [Int],
    _ workspace: EncoderWorkspace
  ) throws(ComputeError) -> UnsafeMutablePointer<Float> {
    for block in blocks {
      try block(x, chunks, workspace)
    }
    let pooled = try workspace.floats(.pooled, pooledRows.count * width)
    for (index, row) in pooledRows.enumerated() {
      (pooled + index * width).update(from: x + row * width, count: width)
    }
    try last(x, chunks, pooled: pooled, workspace)
    return pooled
  }
}
