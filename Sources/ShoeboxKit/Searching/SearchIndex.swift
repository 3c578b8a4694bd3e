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
  private let opened = Mutex<Opened?>(nil)

  private typealias Opened = (identity: VectorFileIdentity, file: VectorFile)

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
      fingerprint: fingerprint,
      generation: try catalog.generation(),
      dimension: dimension
    )
    return try opened.withLock { opened in
      if let opened, opened.identity == identity { return opened.file }
      let current = try open(identity) ?? rebuilt()
      opened = current
      return current.file
    }
  }

  /// The file, if it is there, undamaged and of this state of the catalogue.
  private func open(_ identity: VectorFileIdentity) throws -> Opened? {
    do {
      return (identity, try VectorFile.open(path.string, expecting: identity))
    } catch  where [VectorFileError.Code.absent, .stale, .damaged].contains(error.code) {
      return nil
    }
  }

  /// The file after it was written anew.
  private func rebuilt() throws -> Opened {
    for _ in 0..<8 {
      // Another process may put a newer file in its place before it is opened: then that is the next to try.
      if let opened = try open(rebuild()) { return opened }
    }
    throw ShoeboxError(
      .busy,
      "\(path) is being replaced again and again by other processes. Try again in a moment."
    )
  }

  /// Writes the file anew from the catalogue, which has everything that is needed.
  private func rebuild() throws -> VectorFileIdentity {
    try catalog.withEmbeddings(of: modelID) { stream in
      let identity = VectorFileIdentity(
        fingerprint: fingerprint,
        generation: stream.generation,
        dimension: dimension
      )
      try VectorFile.write(to: path.string, identity: identity) { writer in
        try stream.visit { photo, vector in
          try writer.append(identifier: photo.rawValue, vector: vector)
        }
      }
      return identity
    }
  }
}
