// SPDX-License-Identifier: MIT

import Catalog
import VectorIndex

/// Photos in an order, of which any part can be had.
protocol PhotoOrder {
  /// How many there are.
  var count: Int { get }

  /// A part of the order.
  ///
  /// - Parameter ranks: Within 0..<count.
  /// - Returns: A photo for each rank.
  /// - Throws: `CatalogError` or `VectorFileError`.
  func photos(at ranks: Range<Int>) throws -> [RankedPhoto]
}

/// A photo at its place in an order.
struct RankedPhoto {
  let id: PhotoID
  var similarity: Float?
  var relevance: Relevance?
}

/// The newest first.
struct OrderByTime: PhotoOrder {
  let selection: PhotoSelection

  var count: Int { selection.photos.count }

  func photos(at ranks: Range<Int>) -> [RankedPhoto] {
    selection.photos[ranks].map { RankedPhoto(id: $0) }
  }
}

/// The most similar first.
struct OrderByRelevance: PhotoOrder {
  let ranking: Ranking
  let cut: RelevanceCut
  /// All photos of the ranking, or the first ones.
  let count: Int

  func photos(at ranks: Range<Int>) throws -> [RankedPhoto] {
    let neighbours = try ranking.first(ranks.upperBound)
    return ranks.map { rank in
      RankedPhoto(
        id: PhotoID(rawValue: neighbours[rank].identifier),
        similarity: neighbours[rank].similarity,
        relevance: cut.relevance(atRank: rank)
      )
    }
  }
}

/// Those that are confident or maybe, the newest first; then the rest, the most similar first.
struct OrderByDate: PhotoOrder {
  private let byRelevance: OrderByRelevance
  /// The relevant ones in the order of time.
  private let relevant: [RankedPhoto]

  var count: Int { byRelevance.count }

  init(_ byRelevance: OrderByRelevance, in catalog: Catalog) throws {
    self.byRelevance = byRelevance
    let photos = try byRelevance.photos(at: 0..<min(byRelevance.cut.relevant, byRelevance.count))
    let appearances = try catalog.appearances(of: photos.map(\.id))
    // Photos without a time are the oldest; of equal times the more similar one comes first.
    relevant = photos.enumerated()
      .map { (time: appearances[$0.element.id]?.wallClockSeconds ?? .min, rank: $0.offset) }
      .sorted { ($1.time, $0.rank) < ($0.time, $1.rank) }
      .map { photos[$0.rank] }
  }

  func photos(at ranks: Range<Int>) throws -> [RankedPhoto] {
    let rest = ranks.clamped(to: relevant.count..<max(relevant.count, count))
    return relevant[ranks.clamped(to: relevant.indices)] + (try byRelevance.photos(at: rest))
  }
}
