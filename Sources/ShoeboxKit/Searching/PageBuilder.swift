// SPDX-License-Identifier: MIT

import Catalog

/// Puts pages together from an order of photos.
struct PageBuilder {
  let catalog: Catalog
  /// Folders that are not there, whose files are not asked for.
  let absent: Set<FolderID>

  /// A part of an order, as it is shown.
  struct Page {
    var matches: [PhotoMatch] = []
    /// Where the next page begins; nil if there is nothing more.
    var nextOffset: Int?
  }

  /// A page of photos that are still there.
  ///
  /// - Parameters:
  ///   - order: The photos.
  ///   - offset: Where in the order the page begins.
  ///   - limit: How many photos it has, unless the order ends before.
  ///   - foldsAlike: Whether shots that hardly differ are one.
  /// - Returns: The page.
  /// - Throws: `CatalogError`, or what `order` throws.
  func page(
    of order: some PhotoOrder,
    from offset: Int,
    limit: Int,
    foldsAlike: Bool
  ) throws -> Page {
    var page = Page()
    var rank = max(0, offset)
    while rank < order.count, page.matches.count < limit {
      let wanted = min(limit - page.matches.count, Self.portion)
      let groups: [PhotoGroup]
      let end: Int
      if foldsAlike {
        let window = PhotoGroup.window(around: rank, of: order.count)
        groups = try self.groups(of: order, in: window).filter { $0.rank >= rank }
        end = window.upperBound
      } else {
        end = min(rank + wanted, order.count)
        groups = try order.photos(at: rank..<end).enumerated().map { index, photo in
          PhotoGroup(rank: rank + index, photos: [photo])
        }
      }
      page.matches += try present(groups.prefix(wanted))
      rank = groups.count > wanted ? groups[wanted].rank : end
    }
    page.nextOffset = rank < order.count ? rank : nil
    return page
  }

  /// How many photos are looked up together.
  private static let portion = 512

  /// Puts the photos of a window that look alike together.
  private func groups(of order: some PhotoOrder, in window: Range<Int>) throws -> [PhotoGroup] {
    let photos = try order.photos(at: window)
    return PhotoGroup.folding(
      photos,
      from: window.lowerBound,
      appearances: try catalog.appearances(of: photos.map(\.id))
    )
  }

  /// What the catalogue knows of the photos, for those that are still there.
  private func present(_ groups: ArraySlice<PhotoGroup>) throws -> [PhotoMatch] {
    let details = try catalog.photos(groups.flatMap(\.photos).map(\.id))
    return groups.compactMap { group in
      let present = group.photos.compactMap { photo in
        details[photo.id].flatMap { LibraryPhoto($0, hiding: absent) }.map { (photo, $0) }
      }
      return present.first.map { first in
        PhotoMatch(
          details: first.1,
          similarity: first.0.similarity,
          relevance: first.0.relevance,
          alike: present.dropFirst().map(\.1)
        )
      }
    }
  }
}
