// SPDX-License-Identifier: MIT

import Catalog
import Compute
import Synchronization
import SystemPackage
import VectorIndex

/// The vectors that searches scan: a mapped file derived from the catalogue, rebuilt whenever it does not match.
final class SearchIndex: Sendable {
  private let path: FilePath
  private let catalog: Catalog
  private let modelID: ModelID
  private let fingerprint: String
  private let dimension: Int
  private let opened = Mutex<(identity: VectorFileIdentity, file: VectorFile)?>(nil)

  init(path: FilePath, catalog: Catalog, modelID: ModelID, fingerprint: String, dimension: Int) {
    self.path = path
    self.catalog = catalog
    self.modelID = modelID
    self.fingerprint = fingerprint
    self.dimension = dimension
  }

  /// The vectors of what the catalogue holds now.
  ///
  /// - Returns: A file that stays as it is, whatever is indexed meanwhile.
  /// - Throws: The error of the catalogue, or of a disk that has no room for the file.
  func current() throws -> VectorFile {
    let identity = VectorFileIdentity(
      fingerprint: fingerprint, generation: try catalog.generation(), dimension: dimension)
    return try opened.withLock { opened in
      if let opened, opened.identity == identity { return opened.file }
      let file = try open(identity)
      opened = (identity, file)
      return file
    }
  }

  private func open(_ identity: VectorFileIdentity) throws -> VectorFile {
    do {
      return try VectorFile.open(path.string, expecting: identity)
    } catch {
      // Absent, stale or damaged: the catalogue has everything that is needed.
      try VectorFile.write(to: path.string, identity: identity) { writer in
        try catalog.forEachEmbedding(model: modelID) { photo, vector in
          try writer.append(identifier: photo.rawValue, vector: vector)
        }
      }
      return try VectorFile.open(path.string, expecting: identity)
    }
  }
}
