// SPDX-License-Identifier: MIT

/// How often search finds the right photo for a caption, and the right caption for a photo.
///
/// Recall at k is the part of the queries whose answer is among the k candidates that are most
/// similar to them. A caption looks for the one photo it belongs to, among all photos; a photo
/// looks for any one of its captions, among all captions.
///
/// Ties count against the model: a candidate as similar as the answer is ranked before it, and so
/// is one whose similarity is not a number. A model that gives every photo the same vector scores
/// 0, and the figures depend on no order of rows.
package struct RetrievalRecall: Sendable, Equatable {
  /// Recall at the usual three depths, each 0...1.
  package struct Depths: Sendable, Equatable {
    package var at1 = 0.0
    package var at5 = 0.0
    package var at10 = 0.0

    package init(at1: Double = 0, at5: Double = 0, at10: Double = 0) {
      self.at1 = at1
      self.at5 = at5
      self.at10 = at10
    }
  }

  /// Writes `scores[r] = rows[r] · query` for `rows` of shape (count, dimension), row-major.
  package typealias Scan = (
    _ rows: UnsafePointer<Float>, _ count: Int, _ dimension: Int, _ query: UnsafePointer<Float>,
    _ scores: UnsafeMutablePointer<Float>
  ) -> Void

  /// Captions that look for their photo.
  package var textToImage: Depths

  /// Photos that look for one of their captions.
  ///
  /// Photos without a caption are candidates and no queries.
  package var imageToText: Depths

  /// Measures both directions.
  ///
  /// - Parameters:
  ///   - images: Unit vectors of shape (n, E), row-major.
  ///   - captions: Unit vectors of shape (m, E), row-major.
  ///   - owners: For every caption the row of its photo, 0..<n.
  ///   - dimension: E.
  ///   - scan: Computes similarities. Called once for each caption and each photo that has
  ///     captions.
  /// - Returns: The recalls; 0 where there is nothing to look for.
  /// - Precondition: The shapes agree.
  /// - Complexity: O(n · m · E) time. The memory is one row of n or m similarities, never the n · m
  ///   table.
  /// - Source: Karpathy and Fei-Fei 2015, §4.2: the protocol of the Flickr8k, Flickr30k and COCO
  ///   tables.
  package static func measure(
    images: UnsafeBufferPointer<Float>,
    captions: UnsafeBufferPointer<Float>,
    owners: [Int],
    dimension: Int,
    scan: Scan
  ) -> RetrievalRecall {
    let imageRows = Rows(images, dimension: dimension)
    let captionRows = Rows(captions, dimension: dimension)
    precondition(
      captionRows.count == owners.count,
      "\(captionRows.count) captions, \(owners.count) owners"
    )
    precondition(owners.allSatisfy { (0..<imageRows.count).contains($0) }, "an owner is no photo")

    var captionsOfImage = [[Int]](repeating: [], count: imageRows.count)
    for (caption, owner) in owners.enumerated() { captionsOfImage[owner].append(caption) }

    return RetrievalRecall(
      textToImage: recall(of: captionRows, among: imageRows, answers: owners.map { [$0] }, scan),
      imageToText: recall(of: imageRows, among: captionRows, answers: captionsOfImage, scan)
    )
  }

  /// The recall of `queries` among `candidates`; queries without an answer do not count.
  private static func recall(
    of queries: Rows,
    among candidates: Rows,
    answers: [[Int]],
    _ scan: Scan
  ) -> Depths {
    var ranks: [Int] = []
    var scores = [Float](repeating: 0, count: candidates.count)
    for (query, answers) in answers.enumerated() where !answers.isEmpty {
      scores.withUnsafeMutableBufferPointer { scores in
        candidates.score(queries[query], scan, into: scores)
        ranks.append(bestRank(of: answers, in: scores))
      }
    }
    let part = { depth in
      ranks.isEmpty ? 0 : Double(ranks.count { $0 <= depth }) / Double(ranks.count)
    }
    return Depths(at1: part(1), at5: part(5), at10: part(10))
  }

  /// The rank, from 1, of the answer that is most similar.
  private static func bestRank(of answers: [Int], in scores: UnsafeMutableBufferPointer<Float>)
    -> Int
  {
    let best = answers.reduce(-Float.infinity) { scores[$1] > $0 ? scores[$1] : $0 }
    guard best > -.infinity else { return .max }
    // Candidates that are as good or no number, other answers not counted.
    let before = scores.count { !($0 < best) }
    let answersBefore = answers.count { !(scores[$0] < best) }
    return before - answersBefore + 1
  }
}

/// Vectors in one block of memory.
private struct Rows {
  private let values: UnsafeBufferPointer<Float>
  private let dimension: Int
  let count: Int

  init(_ values: UnsafeBufferPointer<Float>, dimension: Int) {
    precondition(
      dimension > 0 && values.count.isMultiple(of: dimension),
      "\(values.count) numbers are no rows of \(dimension)"
    )
    self.values = values
    self.dimension = dimension
    count = values.count / dimension
  }

  subscript(row: Int) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(rebasing: values[row * dimension..<(row + 1) * dimension])
  }

  /// Compares all rows with `query`.
  func score(
    _ query: UnsafeBufferPointer<Float>,
    _ scan: RetrievalRecall.Scan,
    into scores: UnsafeMutableBufferPointer<Float>
  ) {
    guard let rows = values.baseAddress, let query = query.baseAddress,
      let scores = scores.baseAddress
    else { return }
    scan(rows, count, dimension, query, scores)
  }
}
