// SPDX-License-Identifier: MIT

import Synchronization

/// What comes of a piece of work: the first word counts, whether it comes from the work or from who has lost patience.
final class Outcome<Value: Sendable>: Sendable {
  private struct State: Sendable {
    var result: Result<Value, any Error>?
    var continuation: CheckedContinuation<Value, any Error>?
  }

  private let state = Mutex(State())

  /// Whether the first word was said.
  var isKnown: Bool { state.withLock { $0.result != nil } }

  /// Resumes a continuation as soon as there is a result; called once.
  func await(_ continuation: CheckedContinuation<Value, any Error>) {
    let known = state.withLock { state in
      if state.result == nil { state.continuation = continuation }
      return state.result
    }
    if let known { continuation.resume(with: known) }
  }

  /// Says what has come of it; later words are not heard.
  func give(_ result: Result<Value, any Error>) {
    let waiting = state.withLock { state -> CheckedContinuation<Value, any Error>? in
      guard state.result == nil else { return nil }
      state.result = result
      defer { state.continuation = nil }
      return state.continuation
    }
    waiting?.resume(with: result)
  }
}
