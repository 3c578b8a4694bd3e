// SPDX-License-Identifier: MIT

import Compute
import Synchronization

/// Runs `body` on `count` threads at once and gathers what it returns.
///
/// - Throws: The last error of `body`.
func concurrently<Result: Sendable>(
  _ count: Int,
  _ body: @Sendable (Int) throws -> Result
) throws -> [Result] {
  let results = Mutex<[Result]>([])
  let failure = Mutex<(any Error)?>(nil)
  parallelFor(count, workers: count) { index in
    do {
      let result = try body(index)
      results.withLock { $0.append(result) }
    } catch {
      failure.withLock { $0 = error }
    }
  }
  if let failure = failure.withLock({ $0 }) { throw failure }
  return results.withLock { $0 }
}
