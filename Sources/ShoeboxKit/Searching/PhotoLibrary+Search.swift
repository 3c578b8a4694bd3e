// SPDX-License-Identifier: MIT

import Catalog
public import SystemPackage
import VectorIndex

/// Finding photos.
extension PhotoLibrary {
  /// The photos that fit a query best.
  ///
  /// Every photo that the filters allow is compared; nothing is approximated. Photos whose file is gone, or whose folder is
  /// not there now, are left out. A query without terms finds all photos that its filters allow, the newest first.
  ///
  /// - Parameters:
  ///   - query: Sentences and example photos, added and subtracted, and filters.
  ///   - options: How many photos, and in which order.
  /// - Returns: A page; equal similarities come in the order the photos were indexed.
  /// - Throws: ``ShoeboxError`` for an example photo that cannot be used, ``QueryError`` for terms that cancel each
  ///   other, or the catalogue's error.
  /// - Complexity: One encode per term and O(photos · dimension), limited by memory bandwidth. What follows on a query that
  ///   was asked for just before, its next page for instance, costs neither.
  public func search(
    _ query: Query,
    options: SearchOptions = SearchOptions()
  ) throws -> SearchResults {
    let visibility = try visibility(under: query.filters)
    if query.terms.isEmpty { return try newest(visibility, options) }
    let encoder = try encoders.serving()
    let vector = try QueryEncoder(catalog: catalog, encoder: encoder).encode(query)
    return try nearest(to: vector, of: encoder, visibility, options)
  }

  /// The photos that look most like a photo, without itself.
  ///
  /// - Parameters:
  ///   - photo: A file, in the library or not.
  ///   - options: How many photos, and in which order.
  /// - Returns: A page, the most similar first.
  /// - Throws: ``ShoeboxError`` if the file is not there or is not a photo, or the catalogue's error.
  public func similar(
    to photo: FilePath,
    options: SearchOptions = SearchOptions()
  ) throws -> SearchResults {
    let encoder = try encoders.serving()
    let queries = QueryEncoder(catalog: catalog, encoder: encoder)
    let (vector, example) = try queries.encode(photo: photo)
    return try nearest(to: vector, of: encoder, visibility(), options, excluding: example)
  }

  /// The photos that look most like a photo of the library, without itself.
  ///
  /// - Parameters:
  ///   - photo: Its number.
  ///   - options: How many photos, and in which order.
  /// - Returns: A page, the most similar first.
  /// - Throws: ``ShoeboxError`` `.noInput` if the library has no such photo, or the catalogue's error.
  public func similar(
    to photo: Int64,
    options: SearchOptions = SearchOptions()
  ) throws -> SearchResults {
    let encoder = try encoders.serving()
    let vector = try QueryEncoder(catalog: catalog, encoder: encoder).vector(ofPhoto: photo)
    return try nearest(to: vector, of: encoder, visibility(), options, excluding: photo)
  }

  /// The vector of a picture that is no file, for a query's term ``Query/Term/Content/embedding(_:)``.
  ///
  /// - Parameter bytes: What would be in the file, in any format that can be indexed.
  /// - Returns: (E) numbers, of length 1, made by the model that searches use.
  /// - Throws: ``ShoeboxError`` `.badInput` if it cannot be decoded.
  public func embedding(ofPhoto bytes: [UInt8]) throws -> [Float] {
    let queries = QueryEncoder(catalog: catalog, encoder: try encoders.serving())
    return try bytes.withUnsafeBytes { try queries.encode(photo: $0) }
  }
}

extension PhotoLibrary {
  /// Ranks the visible photos by their similarity to a vector, and gives a page of them.
  private func nearest(
    to vector: [Float],
    of encoder: LibraryEncoder,
    _ visibility: Visibility,
    _ options: SearchOptions,
    excluding example: Int64? = nil
  ) throws -> SearchResults {
    try encoder.searchIndex.withTable { table in
      let ranking = try table.ranking(of: vector, visibility, excluding: example) { vectors in
        try rows(of: vectors, visibility)
      }
      let cut = try ranking.cut()
      let byRelevance = OrderByRelevance(
        ranking: ranking,
        cut: cut,
        count: options.isRelevantOnly ? cut.relevant : ranking.count
      )
      let page =
        switch options.order {
        case .relevance: try self.page(of: byRelevance, visibility, options)
        case .date: try self.page(of: OrderByDate(byRelevance, in: catalog), visibility, options)
        }
      return SearchResults(
        matches: page.matches,
        total: byRelevance.count,
        confident: cut.confident,
        maybe: cut.maybe,
        generation: table.vectors.generation,
        nextOffset: page.nextOffset
      )
    }
  }

  /// The rows that may be found.
  private func rows(of vectors: VectorTable, _ visibility: Visibility) throws -> RowSet {
    if visibility.isUnlimited { return vectors.live }
    if visibility.filters.isEmpty {
      var rows = vectors.live
      let hidden = try catalog.photosOnly(in: visibility.absent)
      rows.subtract(try vectors.rows(of: hidden.map(\.rawValue)))
      return rows
    }
    let selection = try selections.selection(visibility, in: catalog)
    return try vectors.rows(of: selection.photos.map(\.rawValue))
  }

  /// A page of all visible photos.
  private func newest(
    _ visibility: Visibility,
    _ options: SearchOptions
  ) throws -> SearchResults {
    let selection = try selections.selection(visibility, in: catalog)
    let page = try page(of: OrderByTime(selection: selection), visibility, options)
    return SearchResults(
      matches: page.matches,
      total: selection.photos.count,
      confident: 0,
      maybe: 0,
      generation: selection.generation,
      nextOffset: page.nextOffset
    )
  }

  private func page(
    of order: some PhotoOrder,
    _ visibility: Visibility,
    _ options: SearchOptions
  ) throws -> PageBuilder.Page {
    try PageBuilder(catalog: catalog, absent: visibility.absent).page(
      of: order,
      from: options.offset,
      limit: options.limit,
      foldsAlike: options.foldsAlike
    )
  }
}
