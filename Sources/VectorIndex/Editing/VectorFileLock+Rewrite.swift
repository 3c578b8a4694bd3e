// SPDX-License-Identifier: MIT

import Compute

extension VectorFileLock {
  /// Writes the file anew, all of it or none of it.
  ///
  /// The rows go to a partial file, which takes the place of the old one when it is complete and on the disk; then the
  /// state follows. Whoever has the old file open keeps it.
  ///
  /// - Parameters:
  ///   - generation: What the table shows.
  ///   - rowsPerBlock: How many rows share a checksum: 64...65,536, a multiple of 64; nil for 256 KiB of codes.
  ///   - workers: How many threads may compute.
  ///   - body: Appends the rows, in ascending order of identifiers.
  /// - Returns: The new table.
  /// - Throws: What `body` throws, or `VectorFileError`: `.full`, `.inputOutput` or `.invalid`. The old file, if any, is
  ///   then still there and the partial one is not.
  /// - Complexity: O(rows · E) time; the memory of a block for each worker.
  package func rewrite(
    generation: Int64,
    rowsPerBlock: Int? = nil,
    workers: Int = ProcessorCores.count,
    _ body: (inout VectorTableWriter) throws -> Void
  ) throws -> VectorTable {
    let empty = try file.empty(rowsPerBlock: rowsPerBlock)
    let fingerprint = try file.fingerprint()
    let partial = try PartialFile(replacing: file.path)
    defer { partial.discard() }
    var writer = VectorTableWriter(partial, of: empty)
    try body(&writer)
    let state = try writer.finish(
      generation: generation,
      fingerprint: fingerprint,
      workers: workers
    )
    let partialState = try partialState(state)
    try partial.synchronize()
    try partialState.synchronize()
    // Between the two a reader finds files that do not belong together, and looks again.
    try partial.replaceDestination()
    try partialState.replaceDestination()
    partial.synchronizeFolder()
    return try file.open()
  }
}
