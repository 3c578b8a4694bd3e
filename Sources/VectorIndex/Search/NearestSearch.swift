// SPDX-License-Identifier: MIT

import Compute
import Synchronization

/// One search for the nearest rows of a table.
struct NearestSearch: Sendable {
  let table: VectorTable
  let queries: [CodedQuery]
  /// How many rows are wanted for each query: at least one, and no more than there are.
  let capacity: Int
  /// The rows that may be found.
  let allowed: RowSet
  let workers: Int

  /// What a thread should have to read at least, in bytes: waking one takes about as long as reading this much.
  private static let bytesPerThread = 2 << 20

  /// Calls `body` with every block that has allowed rows, on several threads.
  ///
  /// A thread takes the next block when it is free: a core that is busy elsewhere holds nobody up.
  ///
  /// - Parameters:
  ///   - byteCount: How many bytes are read of a row, with all queries together: little is not worth a second thread.
  ///   - makeState: What each thread keeps to itself.
  ///   - body: The work on one block. Takes the state, memory for a number per row, the block's number and index, and how
  ///     many of its rows are allowed. Returns false if the block is damaged.
  /// - Returns: The states.
  /// - Throws: `.damaged`.
  func forEachBlock<State: Sendable>(
    reading byteCount: Int,
    _ makeState: @Sendable () -> State,
    _ body:
      @Sendable (
        inout State, UnsafeMutablePointer<Float>, Int, VectorBlock.Index, Int
      ) -> Bool
  ) throws(VectorFileError) -> [State] {
    let nextBlock = Atomic(0)
    let isDamaged = Atomic(false)
    let states = Mutex<[State]>([])
    let worthwhile = allowed.count * byteCount / Self.bytesPerThread
    let strands = max(1, min(workers, table.blocks.count, worthwhile))
    parallelFor(strands, workers: strands) { _ in
      var state = makeState()
      withUnsafeTemporaryAllocation(of: Float.self, capacity: table.layout.rowsPerBlock) { memory in
        guard let memory = memory.baseAddress else { return }
        while !isDamaged.load(ordering: .relaxed) {
          let number = nextBlock.add(1, ordering: .relaxed).oldValue
          guard number < table.blocks.count else { break }
          let count = allowed.count(in: table.rows(ofBlock: number))
          guard count > 0 else { continue }
          guard let index = table.blocks[number].index,
            body(&state, memory, number, index, count)
          else {
            isDamaged.store(true, ordering: .relaxed)
            break
          }
        }
      }
      states.withLock { $0.append(state) }
    }
    if isDamaged.load(ordering: .relaxed) { throw table.damaged }
    return states.withLock { $0 }
  }

  /// The rows of a block that are worth a look: all of them in one piece if enough are allowed, else the allowed ones.
  ///
  /// - Parameters:
  ///   - number: The block.
  ///   - allowedCount: How many of its rows are allowed.
  ///   - share: How many rows may be looked at for one that is allowed. To leave out rows saves less than it costs where
  ///     several lie in one page, and where each piece is a call.
  /// - Returns: Ranges of rows within the block.
  func pieces(ofBlock number: Int, allowedCount: Int, share: Int) -> [Range<Int>] {
    let rows = table.rows(ofBlock: number)
    if share * allowedCount >= rows.count { return [0..<rows.count] }
    var pieces: [Range<Int>] = []
    allowed.forEachRun(in: rows) { run in
      pieces.append(run.lowerBound - rows.lowerBound..<run.upperBound - rows.lowerBound)
    }
    return pieces
  }
}

extension NearestSearch {
  /// Computes the similarities of all allowed rows.
  func byVectors() throws(VectorFileError) -> [[Neighbour]] {
    let states = try forEachBlock(reading: 4 * table.dimension * queries.count) {
      queries.map { _ in NearestRows(capacity: capacity) }
    } _: { nearest, similarities, number, index, count in
      let block = table.blocks[number]
      let firstRow = table.rows(ofBlock: number).lowerBound
      let pieces = pieces(ofBlock: number, allowedCount: count, share: 2)
      for (which, query) in queries.enumerated() {
        for piece in pieces {
          guard block.compare(query, rows: piece, index: index, similarities: similarities) else {
            return false
          }
          for row in piece where allowed.contains(firstRow + row) {
            nearest[which].consider(index.identifiers[row], similarities[row])
          }
        }
      }
      return true
    }
    return queries.indices.map { which in
      let found = states.flatMap { $0[which].neighbours }
      return Array(found.sorted { $0.precedes($1) }.prefix(capacity))
    }
  }
}
