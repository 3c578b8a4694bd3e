// SPDX-License-Identifier: MIT

extension VectorFile {
  /// Rows of a full block where the caller does not choose: 1 MiB of 512-dimensional vectors.
  package static let defaultRowsPerBlock = 512

  /// Writes a file, all of it or none of it.
  ///
  /// The rows go to a partial file beside `path`, which takes its place when it is complete and on the disk. A reader
  /// finds the old file or the new one; whoever has the old one open keeps it.
  ///
  /// - Parameters:
  ///   - path: The file to replace or to create, in a folder that exists.
  ///   - identity: What the file is written for.
  ///   - rowsPerBlock: How many rows share a checksum: 16...65,536, a multiple of 16.
  ///   - body: Appends the rows, in ascending order of identifiers.
  /// - Throws: What `body` throws, or `VectorFileError`: `.full`, `.inputOutput` or `.invalid`. The old file, if any, is
  ///   then still there and the partial one is not.
  /// - Complexity: O(rows · E) time; the memory of one block.
  package static func write(
    to path: String,
    identity: VectorFileIdentity,
    rowsPerBlock: Int = defaultRowsPerBlock,
    _ body: (inout VectorFileWriter) throws -> Void
  ) throws {
    let file = try PartialFile(replacing: path)
    defer { file.discard() }
    var writer = try VectorFileWriter(file, identity: identity, rowsPerBlock: rowsPerBlock)
    try body(&writer)
    try writer.finish()
    try file.replaceDestination()
  }
}
