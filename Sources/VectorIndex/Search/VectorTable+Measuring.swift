// SPDX-License-Identifier: MIT

import Compute
import Synchronization

/// What a search is held against.
extension VectorTable {
  /// Reads all codes and does nothing with them: what a scan over them cannot be faster than.
  ///
  /// - Parameter workers: How many threads read.
  /// - Returns: A sum over what was read.
  package func readCodes(workers: Int) -> UInt64 {
    let sum = Mutex<UInt64>(0)
    let nextBlock = Atomic(0)
    let strands = max(1, min(workers, blocks.count))
    parallelFor(strands, workers: strands) { _ in
      var own: UInt64 = 0
      while true {
        let number = nextBlock.add(1, ordering: .relaxed).oldValue
        guard number < blocks.count else { break }
        let block = blocks[number]
        let codes = block.bytes[layout.range(of: .codes, rows: 0..<block.rows)]
        withExtendedLifetime(block) {
          own &+= sumOfWords(UnsafeRawBufferPointer(rebasing: codes).bindMemory(to: UInt64.self))
        }
      }
      sum.withLock { $0 &+= own }
    }
    return sum.withLock { $0 }
  }

  /// How many bytes ``readCodes(workers:)`` reads.
  package var codeByteCount: Int { rowCount * layout.width }

  /// How many rows the codes do not exclude from the nearest.
  ///
  /// - Parameters:
  ///   - query: (E) floats, finite and not zero.
  ///   - k: How many photos are wanted.
  ///   - workers: How many threads may work.
  /// - Returns: k or more; `nearest` computes no more similarities than these.
  /// - Throws: `VectorFileError` `.damaged` if the table lies in a file and is.
  package func candidateCount(
    to query: [Float],
    count k: Int,
    workers: Int
  ) throws(VectorFileError) -> Int {
    let search = NearestSearch(
      table: self,
      queries: [CodedQuery(query, layout: layout, centre: centre)],
      capacity: max(1, min(k, count)),
      allowed: live,
      workers: workers
    )
    return try search.candidates().reduce(0) { $0 + $1.count }
  }
}
