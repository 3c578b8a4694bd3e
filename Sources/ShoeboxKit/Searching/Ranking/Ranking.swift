// SPDX-License-Identifier: MIT

import Compute
import Synchronization
import VectorIndex

/// The photos in the order of their similarity to one query, as far as anybody has asked.
///
/// It is exact to any depth. Pages that follow each other cost one comparison with all photos whenever their number has
/// doubled.
final class Ranking: Sendable {
  /// How many photos there are.
  let count: Int

  private let table: VectorTable
  private let query: [Float]
  private let rows: RowSet
  private let state = Mutex(State())

  private struct State: Sendable {
    var known: [Neighbour] = []
    var cut: RelevanceCut?
  }

  init(_ table: VectorTable, query: [Float], rows: RowSet) {
    self.table = table
    self.query = query
    self.rows = rows
    count = rows.count
  }

  /// The most similar photos: as many as there are, if these are fewer.
  func first(_ wanted: Int) throws -> ArraySlice<Neighbour> {
    try state.withLock { state in
      try extend(&state.known, to: wanted)
      return state.known.prefix(wanted)
    }
  }

  /// How far relevance reaches.
  func cut() throws -> RelevanceCut {
    try state.withLock { state in
      if let cut = state.cut { return cut }
      let sample = try table.similaritySample(
        to: query,
        among: rows,
        count: RelevanceModel.sampleSize
      )
      let model = RelevanceModel(sample: sample, of: count)
      try extend(&state.known, to: max(model.depth, Self.least))
      let cut = model.cut(of: state.known.lazy.map(\.similarity))
      state.cut = cut
      return cut
    }
  }

  /// Finds more, and at least twice as many as before, if there are not enough.
  private func extend(_ known: inout [Neighbour], to wanted: Int) throws {
    let wanted = min(wanted, count)
    guard known.count < wanted else { return }
    known = try table.nearest(
      to: query,
      count: min(count, max(wanted, 2 * known.count, Self.least)),
      among: rows,
      workers: ProcessorCores.count
    )
  }

  /// How many are found at once: these cost nothing beside the comparison with all.
  private static let least = 256
}
