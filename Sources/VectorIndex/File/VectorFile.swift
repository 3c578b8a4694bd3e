// SPDX-License-Identifier: MIT

import Compute

/// The place of a table on the disk: two files, and one to lock.
///
/// ```
/// <path>         the rows: grows at its end, never changes elsewhere
/// <path>.state   which of them count, and their checksums: replaced at every change
/// <path>.lock    locked by the process that writes
/// ```
///
/// They are a cache: everything in them comes from the catalogue and can be written again at any time.
/// `Documentation/VectorFile.md` describes them byte by byte.
package struct VectorFile: Sendable {
  /// The file of rows; the names of the others follow from it.
  package let path: String

  /// Whose vectors it holds.
  package let identity: VectorFileIdentity

  /// Names a file, which need not exist.
  package init(path: String, identity: VectorFileIdentity) {
    self.path = path
    self.identity = identity
  }

  var statePath: String { path + ".state" }
  var lockPath: String { path + ".lock" }

  /// A table without photos, to which the first may be added in memory.
  ///
  /// - Parameter rowsPerBlock: How many rows share a checksum; nil for 256 KiB of codes.
  /// - Returns: A table of no generation that a catalogue has.
  /// - Throws: `.invalid` if there can be no vectors of this identity.
  package func empty(rowsPerBlock: Int? = nil) throws(VectorFileError) -> VectorTable {
    VectorTable(
      identity: identity,
      generation: .min,
      layout: try layout(rowsPerBlock),
      centre: [],
      blocks: [],
      live: RowSet(rowCount: 0),
      runs: [],
      origin: VectorTable.Origin(path: path, incarnation: nil)
    )
  }

  private func layout(_ rowsPerBlock: Int?) throws(VectorFileError) -> BlockLayout {
    let dimension = identity.dimension
    let layout =
      rowsPerBlock.map { BlockLayout(dimension: dimension, rowsPerBlock: $0) }
      ?? BlockLayout(dimension: dimension)
    guard let layout else {
      throw .invalid(
        path,
        "no block has \(rowsPerBlock ?? BlockLayout.rowMultiple) rows of \(dimension) numbers"
      )
    }
    return layout
  }

  func fingerprint() throws(VectorFileError) -> [UInt8] {
    guard let bytes = identity.fingerprintBytes else {
      throw .invalid(path, "a model's fingerprint has 64 hexadecimal digits")
    }
    return bytes
  }
}
