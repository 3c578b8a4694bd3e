// SPDX-License-Identifier: MIT

import Compute
import Synchronization

extension NearestSearch {
  /// Bounds the similarities of all allowed rows by their codes, and computes those that the bounds do not exclude.
  func byCodes() throws(VectorFileError) -> [[Neighbour]] {
    var answers: [[Neighbour]] = []
    for (query, candidates) in zip(queries, try candidates()) {
      answers.append(try nearest(to: query, of: candidates))
    }
    return answers
  }

  /// For each query the rows that may be among the nearest, the most promising first.
  func candidates() throws(VectorFileError) -> [[Candidate]] {
    // The highest floor that any thread has found for each query.
    let floors = Mutex([Double](repeating: -.infinity, count: queries.count))
    let states = try forEachBlock(reading: table.layout.width * queries.count) {
      queries.map { _ in Candidates(capacity: capacity) }
    } _: { candidates, scores, number, index, count in
      let block = table.blocks[number]
      let firstRow = table.rows(ofBlock: number).lowerBound
      let pieces = pieces(ofBlock: number, allowedCount: count, share: 8)
      for (which, query) in queries.enumerated() {
        for piece in pieces { block.scan(query, rows: piece, index: index, scores: scores) }
        for piece in pieces {
          candidates[which].consider(
            scores,
            piece,
            query: query,
            block: block,
            index: index,
            firstRow: firstRow,
            allowed: allowed
          )
        }
      }
      floors.withLock { floors in
        for which in queries.indices {
          floors[which] = max(floors[which], candidates[which].floor)
          candidates[which].raise(to: floors[which])
        }
      }
      return true
    }
    return queries.indices.map { which in
      var bounds = GreatestBounds(capacity: capacity)
      for bound in states.flatMap({ $0[which].lowerBounds.bounds }) { bounds.consider(bound) }
      return states.flatMap { $0[which].rows }
        .filter { $0.upperBound >= bounds.floor }
        .sorted { ($1.upperBound, $0.row) < ($0.upperBound, $1.row) }
    }
  }

  /// Computes similarities until no upper bound that is left reaches the worst of the best.
  private func nearest(
    to query: CodedQuery,
    of candidates: [Candidate]
  ) throws(VectorFileError) -> [Neighbour] {
    var best = NearestRows(capacity: capacity)
    var rest = candidates[...]
    while let next = rest.first {
      // A row whose bound is equal may still come before one of equal similarity.
      if let worst = best.worst, next.upperBound < Double(worst) { break }
      let size = best.worst == nil ? capacity : Self.batch
      let batch = rest.prefix(size)
      rest = rest.dropFirst(size)
      for neighbour in try compare(batch, with: query) {
        best.consider(neighbour.identifier, neighbour.similarity)
      }
    }
    return best.neighbours.sorted { $0.precedes($1) }
  }

  /// How many rows are computed between two looks at the bounds.
  private static var batch: Int { 16 }

  /// Rows enough to be worth another thread: some tens of microseconds, as each is a cache miss or several.
  private static var parallelBatch: Int { 256 }

  /// Computes the similarities of some rows.
  private func compare(
    _ candidates: ArraySlice<Candidate>,
    with query: CodedQuery
  ) throws(VectorFileError) -> [Neighbour] {
    let pieceCount = (candidates.count + Self.parallelBatch - 1) / Self.parallelBatch
    let pieces = Mutex([[Neighbour]?](repeating: nil, count: pieceCount))
    parallelFor(pieceCount, workers: workers) { number in
      let first = candidates.startIndex + number * Self.parallelBatch
      let piece = candidates[first..<min(first + Self.parallelBatch, candidates.endIndex)]
      let neighbours = piece.compactMap { neighbour(at: $0.row, query) }
      if neighbours.count == piece.count { pieces.withLock { $0[number] = neighbours } }
    }
    let found = pieces.withLock { $0 }
    guard found.allSatisfy({ $0 != nil }) else { throw table.damaged }
    return found.flatMap { $0 ?? [] }
  }

  /// The similarity of a row, or nil if it is damaged.
  private func neighbour(at row: Int, _ query: CodedQuery) -> Neighbour? {
    let (number, offset) = row.quotientAndRemainder(dividingBy: table.layout.rowsPerBlock)
    let block = table.blocks[number]
    guard let index = block.index else { return nil }
    var similarity: Float = 0
    let vector = block.vector(offset, index)
    guard let vector else { return nil }
    withExtendedLifetime((block, query)) {
      scan(
        rows: vector,
        count: 1,
        dimension: table.dimension,
        query: query.vector.pointer,
        scores: &similarity
      )
    }
    return Neighbour(identifier: index.identifiers[offset], similarity: similarity)
  }
}
