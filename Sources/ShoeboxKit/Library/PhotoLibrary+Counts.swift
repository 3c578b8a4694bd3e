// SPDX-License-Identifier: MIT

import Catalog
import Synchronization

/// How much a library holds, and whether that has changed.
public struct LibraryCounts: Sendable, Equatable, Codable {
  /// Grows with every change of what can be searched.
  public let generation: Int64
  /// Photos, exact copies counted once.
  public let photos: Int
  /// Photos that can be found with the model in use.
  public let searchable: Int
}

extension PhotoLibrary {
  /// How much the library holds now.
  ///
  /// - Returns: What is cheap to know: nothing but the catalogue is asked, and after the first time only for its
  ///   generation as long as that stays the same.
  /// - Throws: The catalogue's error if it cannot be read.
  public func counts() throws -> LibraryCounts {
    let generation = try catalog.generation()
    if let last = lastCounts.withLock({ $0 }), last.generation == generation { return last }
    let counts = try catalog.counts(model: try encoders.serving().id)
    let now = LibraryCounts(
      generation: generation,
      photos: counts.photos,
      searchable: counts.embedded
    )
    lastCounts.withLock { $0 = now }
    return now
  }
}
