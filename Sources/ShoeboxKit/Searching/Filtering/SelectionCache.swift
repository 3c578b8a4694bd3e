// SPDX-License-Identifier: MIT

import Catalog
import Synchronization

/// The selections that were asked for last: people type on behind a filter, and leaf through its photos.
final class SelectionCache: Sendable {
  private let selections = RecentValues<Visibility, PhotoSelection>(capacity: 8)

  /// The photos that may be found at the catalogue's present generation.
  ///
  /// - Parameters:
  ///   - visibility: Which photos.
  ///   - catalog: The catalogue.
  /// - Returns: A selection that was made before, if nothing has changed since.
  /// - Throws: `CatalogError`.
  func selection(_ visibility: Visibility, in catalog: Catalog) throws -> PhotoSelection {
    let generation = try catalog.generation()
    if let known = selections[visibility], known.generation == generation { return known }
    let selection = try catalog.selection(
      matching: visibility.filters,
      hiding: visibility.absent
    )
    selections[visibility] = selection
    return selection
  }
}
