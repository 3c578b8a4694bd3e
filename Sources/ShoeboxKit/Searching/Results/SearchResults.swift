// SPDX-License-Identifier: MIT

/// A page of what a search found.
public struct SearchResults: Sendable, Equatable, RandomAccessCollection {
  /// The photos of this page.
  public let matches: [PhotoMatch]
  /// How many photos there are to be found, on all pages, folded ones and those counted that were deleted since the last
  /// run.
  public let total: Int
  /// How many of them fit the query beyond doubt: in order of relevance they come first.
  public let confident: Int
  /// How many may fit it; they come next.
  public let maybe: Int
  /// The library's generation that was searched; where it differs from page to page, photos may be missing or come twice.
  public let generation: Int64
  /// The `SearchOptions.offset` of the next page; nil on the last one.
  public let nextOffset: Int?

  /// Always 0.
  public var startIndex: Int { matches.startIndex }
  /// How many matches the page has.
  public var endIndex: Int { matches.endIndex }
  /// A match of the page.
  public subscript(index: Int) -> PhotoMatch { matches[index] }
}
