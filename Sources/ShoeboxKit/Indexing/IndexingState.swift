// SPDX-License-Identifier: MIT

import Catalog
import Synchronization

/// What the threads of one run share.
final class IndexingState: Sendable {
  /// For every thread of a run: some decoders of pictures recurse deeply.
  static let stackSize = 8 << 20

  private struct Shared: Sendable {
    var progress = IndexingProgress()
    var summary = IndexingSummary()
    var jobs: ArraySlice<IndexingPlan.Job> = []
    var missing: Set<FileID> = []
    var claimedMoves: Set<FileID> = []
    var isCancelled = false
    var failure: (any Error)?
  }

  private let shared = Mutex(Shared())
  private let gate = PauseGate()
  private let continuation: AsyncStream<IndexingProgress>.Continuation

  init(_ continuation: AsyncStream<IndexingProgress>.Continuation) {
    self.continuation = continuation
  }

  /// Whether the run shall end early.
  var isCancelled: Bool { shared.withLock { $0.isCancelled } }

  /// The error that ended the run, if one did.
  var failure: (any Error)? { shared.withLock { $0.failure } }

  /// What was done so far.
  var summary: IndexingSummary { shared.withLock { $0.summary } }

  /// Ends the run early, also while it is paused.
  func cancel() {
    shared.withLock { $0.isCancelled = true }
    resume()
  }

  /// Whether threads of the run wait, or shall.
  var isPaused: Bool { gate.isClosed }

  /// Lets the run wait, unless it is ending.
  func pause() {
    let isChange = shared.withLock { !$0.isCancelled && gate.close() }
    if isChange { advance { $0.isPaused = true } }
  }

  /// Lets the run go on.
  func resume() {
    if gate.open() { advance { $0.isPaused = false } }
  }

  /// Waits on the calling thread of the run while it is paused.
  func waitWhilePaused() { gate.pass() }

  /// Ends the run because of an error; the first one counts.
  func fail(_ error: any Error) {
    shared.withLock { shared in
      if shared.failure == nil { shared.failure = error }
    }
    cancel()
  }

  /// Changes the progress and passes it on.
  func advance(_ change: (inout IndexingProgress) -> Void) {
    let progress = shared.withLock { shared in
      change(&shared.progress)
      return shared.progress
    }
    continuation.yield(progress)
  }

  /// Changes the summary.
  func record(_ change: (inout IndexingSummary) -> Void) {
    shared.withLock { change(&$0.summary) }
  }

  /// Starts anew for the model that the library is changing to.
  func beginFilling(_ model: String) {
    shared.withLock { shared in
      shared.summary = IndexingSummary()
      shared.missing = []
      shared.claimedMoves = []
      shared.progress = IndexingProgress()
      shared.progress.isPaused = gate.isClosed
    }
    advance { $0.filling = model }
  }

  /// Sets the files that the workers take.
  func begin(_ jobs: [IndexingPlan.Job]) {
    shared.withLock { $0.jobs = jobs[...] }
    advance { progress in
      progress.phase = .encoding
      progress.total = jobs.count
    }
  }

  /// The next file for a worker; nil when there are no more or the run is ending.
  func nextJob() -> IndexingPlan.Job? {
    shared.withLock { $0.isCancelled ? nil : $0.jobs.popFirst() }
  }

  /// Whether files were left when the run ended.
  var hasJobsLeft: Bool { shared.withLock { !$0.jobs.isEmpty } }

  /// Notes the files that this run did not find.
  func setMissing(_ files: Set<FileID>) {
    shared.withLock { shared in
      shared.missing = files
      shared.summary.missing = files.count
    }
  }

  /// Claims the row of a file that is gone for a new file; true once.
  ///
  /// A file that this run counted as missing is so no longer.
  func claimMove(_ file: FileID) -> Bool {
    shared.withLock { shared in
      guard shared.claimedMoves.insert(file).inserted else { return false }
      if shared.missing.contains(file) { shared.summary.missing -= 1 }
      return true
    }
  }

  /// Adds what a worker has committed.
  func report(_ outcome: IndexingWorker.Outcome) {
    record { summary in
      summary.added += outcome.added
      summary.updated += outcome.updated
      summary.moved += outcome.moved
      summary.failed += outcome.failed
      summary.unavailable += outcome.unavailable.count
      summary.firstUnavailable = summary.firstUnavailable ?? outcome.unavailable.first
    }
    advance { progress in
      progress.completed += outcome.completed
      progress.failed += outcome.failed + outcome.unavailable.count
    }
  }
}
