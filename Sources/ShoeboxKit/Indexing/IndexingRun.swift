// SPDX-License-Identifier: MIT

import Foundation
import Synchronization

/// A run that brings the catalogue up to date, on threads of its own.
///
/// ```swift
/// let run = try library.index(["/home/me/Pictures"])
/// for await progress in run.progress {
///   print(progress.completed, "of", progress.total)
/// }
/// let summary = try await run.summary()
/// ```
public final class IndexingRun: Sendable {
  /// How far the run has come, from time to time; ends with the run.
  ///
  /// For one reader, who may skip states.
  public let progress: AsyncStream<IndexingProgress>

  private let state: IndexingState
  private let result = Mutex(Result())

  private struct Result: Sendable {
    var outcome: Swift.Result<IndexingSummary, any Error>?
    var waiting: [CheckedContinuation<IndexingSummary, any Error>] = []
  }

  init(_ work: @escaping @Sendable (IndexingState) throws -> IndexingSummary) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: IndexingProgress.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    progress = stream
    state = IndexingState(continuation)
    let state = state
    // Not a task: the work blocks for hours, and Swift's own threads must never be blocked.
    let thread = Thread { [self] in
      let outcome = Swift.Result { try work(state) }
      continuation.finish()
      let waiting = result.withLock { result in
        result.outcome = outcome
        defer { result.waiting = [] }
        return result.waiting
      }
      for reader in waiting { reader.resume(with: outcome) }
    }
    thread.name = "shoebox-index"
    thread.stackSize = IndexingState.stackSize
    thread.start()
  }

  /// Asks the run to stop: every worker finishes the photo it is at and commits what it has.
  public func cancel() {
    state.cancel()
  }

  /// Lets the run wait: every worker finishes the photo it is at and commits what it has.
  ///
  /// A run that is ending, or has ended, goes on doing so.
  public func pause() {
    state.pause()
  }

  /// Lets a paused run go on.
  public func resume() {
    state.resume()
  }

  /// Waits for the end of the run.
  ///
  /// - Returns: What was done, also when the run was cancelled.
  /// - Throws: ``ShoeboxError``, or the error of the catalogue or the model that ended the run; what was committed
  ///   before stays.
  public func summary() async throws -> IndexingSummary {
    try await withCheckedThrowingContinuation { continuation in
      let outcome = result.withLock { result in
        if result.outcome == nil { result.waiting.append(continuation) }
        return result.outcome
      }
      if let outcome { continuation.resume(with: outcome) }
    }
  }
}
