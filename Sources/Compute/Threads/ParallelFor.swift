// SPDX-License-Identifier: MIT

import Dispatch

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The processor's cores.
package enum ProcessorCores {
  /// How many threads can run at once, as the system reports it.
  package static var count: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}

/// Runs `body(0)`, ..., `body(count - 1)`, at most `workers` of them at a time, and waits for all.
///
/// The calling thread takes part. With one worker nothing leaves it.
///
/// - Parameters:
///   - count: How many pieces there are.
///   - workers: How many threads may work.
///   - body: The work on one piece; called once with each index, in no particular order.
package func parallelFor(_ count: Int, workers: Int, _ body: @Sendable (Int) -> Void) {
  guard count > 1, workers > 1 else {
    for index in 0..<max(count, 0) { body(index) }
    return
  }
  let strands = min(count, workers)
  // Each strand takes every strands-th piece: pieces are alike, so nobody waits for long.
  DispatchQueue.concurrentPerform(iterations: strands) { strand in
    for index in stride(from: strand, to: count, by: strands) { body(index) }
  }
}
