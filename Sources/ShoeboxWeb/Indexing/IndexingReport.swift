// SPDX-License-Identifier: MIT

import ShoeboxKit

/// What an index run is at, as JSON.
struct IndexingReport: Encodable, Sendable, Equatable {
  /// Who is indexing.
  enum State: String, Encodable, Sendable {
    /// Nobody.
    case idle
    /// This server.
    case running
    /// This server, and it waits.
    case paused
    /// Another process on this library.
    case elsewhere
  }

  var state = State.idle
  var phase: String?
  /// The model that the library is changing to, while the run fills it.
  var filling: String?
  var found = 0
  var total = 0
  var completed = 0
  var failed = 0
  /// Files a second, of late.
  var perSecond: Double?
  var secondsLeft: Int?
  /// Why the last run of this server ended early.
  var lastError: String?
  /// What the last run of this server did.
  var summary: IndexingSummary?
}

extension IndexingReport {
  /// Takes in how far a run is.
  mutating func take(_ progress: IndexingProgress, _ rate: inout ProgressRate) {
    state = progress.isPaused ? .paused : .running
    phase =
      switch progress.phase {
      case .scanning: "scanning"
      case .encoding: "encoding"
      case .finishing: "finishing"
      }
    filling = progress.filling
    found = progress.found
    total = progress.total
    completed = progress.completed
    failed = progress.failed
    rate.add(progress)
    perSecond = rate.perSecond
    secondsLeft = rate.secondsLeft(of: total - completed)
  }
}
