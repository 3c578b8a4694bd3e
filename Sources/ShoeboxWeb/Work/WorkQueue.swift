// SPDX-License-Identifier: MIT

import Foundation

/// A few threads that do what blocks or computes, and a line of limited length before them.
///
/// Event loops and Swift's own threads are as many as there are cores, and everybody's: a search that ran on one of
/// them would hold up every other client. What waits too long is better refused at once.
///
/// Safe because every access to the state holds the condition's lock.
package final class WorkQueue: @unchecked Sendable {
  /// Decoders of pictures recurse deeply.
  private static let stackSize = 8 << 20

  private struct Job {
    let isAwaited: @Sendable () -> Bool
    let run: @Sendable () -> Void
    let drop: @Sendable () -> Void
  }

  private let capacity: Int
  private let condition = NSCondition()
  private var waiting: [Job] = []
  private var isClosed = false

  /// A queue with its threads.
  ///
  /// - Parameters:
  ///   - name: Of the threads.
  ///   - threads: How many pieces of work go on at once.
  ///   - capacity: How many may wait.
  package init(_ name: String, threads: Int, capacity: Int) {
    self.capacity = capacity
    for _ in 0..<threads {
      let thread = Thread { [self] in work() }
      thread.name = "shoebox-\(name)"
      thread.stackSize = Self.stackSize
      thread.start()
    }
  }

  /// Does work on a thread of the queue.
  ///
  /// - Parameters:
  ///   - isAwaited: Asked when the turn comes; work that nobody waits for any more is not done.
  ///   - work: What to do.
  /// - Returns: What the work returns.
  /// - Throws: What the work throws; ``Problem`` 503 if too much waits; `CancellationError` if nobody waits for it, or the
  ///   task is cancelled meanwhile: work that has begun is then finished unobserved.
  package func run<Result: Sendable>(
    whileAwaited isAwaited: @escaping @Sendable () -> Bool = { true },
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    let outcome = Outcome<Result>()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        outcome.await(continuation)
        let job = Job(
          isAwaited: { !outcome.isKnown && isAwaited() },
          run: { outcome.give(Swift.Result { try work() }) },
          drop: { outcome.give(.failure(CancellationError())) }
        )
        if !enqueue(job) {
          let words = "The server has more to do than it can. Try again in a moment."
          outcome.give(.failure(Problem.busy(words)))
        }
      }
    } onCancel: {
      outcome.give(.failure(CancellationError()))
    }
  }

  /// Ends the threads after the work that they are at; what waits is not done.
  package func close() {
    condition.lock()
    isClosed = true
    let dropped = waiting
    waiting = []
    condition.broadcast()
    condition.unlock()
    for job in dropped { job.drop() }
  }

  /// How many pieces of work wait.
  package var count: Int {
    condition.lock()
    defer { condition.unlock() }
    return waiting.count
  }

  private func enqueue(_ job: Job) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    guard !isClosed, waiting.count < capacity else { return false }
    waiting.append(job)
    condition.signal()
    return true
  }

  private func work() {
    while let job = dequeue() {
      if job.isAwaited() { job.run() } else { job.drop() }
    }
  }

  private func dequeue() -> Job? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty, !isClosed { condition.wait() }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }
}
