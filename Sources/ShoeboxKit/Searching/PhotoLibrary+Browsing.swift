// SPDX-License-Identifier: MIT

import Catalog

/// Looking through photos without a query.
extension PhotoLibrary {
  /// The photos that fit some filters, the newest first.
  ///
  /// - Parameters:
  ///   - filters: What a photo must be, or must not be.
  ///   - offset: How many photos to pass over: 0, or the `nextOffset` of the page before.
  ///   - limit: How many photos at most.
  /// - Returns: A page of photos that are there now; those without a date are last.
  /// - Throws: The catalogue's error.
  /// - Complexity: O(n log n) for n photos the first time, O(limit) as long as nothing changes.
  public func photos(
    matching filters: [QueryFilter] = [],
    offset: Int = 0,
    limit: Int
  ) throws -> PhotoPage {
    let visibility = try visibility(under: filters)
    let selection = try selections.selection(visibility, in: catalog)
    let page = try PageBuilder(catalog: catalog, absent: visibility.absent).page(
      of: OrderByTime(selection: selection),
      from: offset,
      limit: limit,
      foldsAlike: false
    )
    return PhotoPage(
      photos: page.matches.map(\.details),
      total: selection.photos.count,
      generation: selection.generation,
      nextOffset: page.nextOffset
    )
  }

  /// How many photos were taken in which month, by the clock on the wall there.
  ///
  /// - Parameter filters: What a photo must be, or must not be.
  /// - Returns: The months that have photos, the newest first; photos without a date are last.
  /// - Throws: The catalogue's error.
  public func timeline(matching filters: [QueryFilter] = []) throws -> Timeline {
    let selection = try selections.selection(visibility(under: filters), in: catalog)
    return Timeline(selection)
  }

  /// What the library knows of a photo.
  ///
  /// - Parameter photo: Its number.
  /// - Returns: Nil if there is none, if its files are gone, or if their folder is not there now.
  /// - Throws: The catalogue's error.
  public func photo(_ photo: Int64) throws -> LibraryPhoto? {
    let id = PhotoID(rawValue: photo)
    guard let details = try catalog.photos([id])[id] else { return nil }
    return LibraryPhoto(details, hiding: try visibility().absent)
  }

  /// Which photos may be found now.
  func visibility(under filters: [QueryFilter] = []) throws -> Visibility {
    Visibility(
      filters: filters.forCatalog,
      absent: Set(try AbsentFolders.records(in: catalog).map(\.id))
    )
  }
}
