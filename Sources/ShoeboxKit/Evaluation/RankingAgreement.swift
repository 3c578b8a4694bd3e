// SPDX-License-Identifier: MIT

import Compute

/// How alike two models order the same photos for the same sentences.
public struct RankingAgreement: Sendable, Equatable {
  /// The share of sentences for which both put the same photo first, 0...1.
  public let sameBest: Double
  /// The mean share of photos that the ten best of both have in common, 0...1.
  public let sharedAmongTen: Double
  /// The mean of Spearman's rank correlation over all photos, -1...1.
  public let rankCorrelation: Double

  /// Orders the photos that both models have encoded for every caption of one of them.
  ///
  /// - Complexity: O(captions · photos · (E + log photos)).
  init(_ first: CaptionEncoding, _ second: CaptionEncoding) {
    let photos = first.rows.keys.filter { second.rows[$0] != nil }.sorted()
    let captions = first.usableCaptions.filter { second.rows[first.file.captions[$0].photo] != nil }
    let sides = [first, second].map { PhotoRanking($0, photos: photos) }
    var (best, shared, correlation) = (0.0, 0.0, 0.0)
    let depth = min(10, photos.count)
    for caption in captions {
      let orders = sides.map { $0.order(for: caption) }
      best += orders[0].first == orders[1].first ? 1 : 0
      let common = Set(orders[0].prefix(depth)).intersection(orders[1].prefix(depth))
      shared += Double(common.count) / Double(max(1, depth))
      correlation += Self.spearman(orders[0], orders[1])
    }
    let count = Double(max(1, captions.count))
    sameBest = best / count
    sharedAmongTen = shared / count
    rankCorrelation = correlation / count
  }

  /// The rank correlation of two orders of the same things: 1 - 6 Σd² / (n (n² - 1)).
  ///
  /// - Source: Spearman 1904; without ties.
  static func spearman(_ first: [Int], _ second: [Int]) -> Double {
    let count = first.count
    guard count > 1 else { return 1 }
    var rank = [Int](repeating: 0, count: count)
    for (position, thing) in second.enumerated() { rank[thing] = position }
    let squares = first.enumerated().reduce(0.0) { sum, entry in
      let difference = Double(entry.offset - rank[entry.element])
      return sum + difference * difference
    }
    let n = Double(count)
    return 1 - 6 * squares / (n * (n * n - 1))
  }
}

/// The photos of one model, to be ordered.
private struct PhotoRanking {
  private let encoding: CaptionEncoding
  private let vectors: [Float]
  private let count: Int

  init(_ encoding: CaptionEncoding, photos: [Int]) {
    self.encoding = encoding
    count = photos.count
    let width = encoding.dimension
    vectors = photos.compactMap { encoding.rows[$0] }
      .flatMap { encoding.images[$0 * width..<($0 + 1) * width] }
  }

  /// The photos from the most to the least similar one to a caption; equal ones in their order.
  func order(for caption: Int) -> [Int] {
    var scores = [Float](repeating: 0, count: count)
    vectors.withUnsafeBufferPointer { rows in
      encoding.captions[caption].withUnsafeBufferPointer { query in
        scores.withUnsafeMutableBufferPointer { scores in
          guard let rows = rows.baseAddress, let query = query.baseAddress,
            let scores = scores.baseAddress
          else { return }
          scan(
            rows: rows,
            count: count,
            dimension: encoding.dimension,
            query: query,
            scores: scores
          )
        }
      }
    }
    return (0..<count).sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
  }
}
