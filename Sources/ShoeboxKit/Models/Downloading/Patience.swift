// SPDX-License-Identifier: MIT

/// How long to wait before a request is tried again, and when to give up.
struct Patience {
  /// What to do after a failure.
  enum Decision: Equatable {
    case wait(Duration)
    /// It was tried often enough.
    case exhausted
    /// The server asks to wait longer than is any use.
    case tooLong(seconds: Int)
  }

  private var retriesLeft: Int
  private var nextDelay: Duration
  private let longestDelay: Duration

  init(_ options: PullOptions) {
    retriesLeft = options.retries
    nextDelay = options.firstDelay
    longestDelay = options.longestDelay
  }

  /// What to do after a failure; each doubles the wait.
  mutating func delay(after interruption: FileDownload.Interruption) -> Decision {
    if let seconds = interruption.retryAfter, .seconds(seconds) > longestDelay {
      return .tooLong(seconds: seconds)
    }
    guard retriesLeft > 0 else { return .exhausted }
    retriesLeft -= 1
    let delay = max(nextDelay, .seconds(interruption.retryAfter ?? 0))
    nextDelay = min(nextDelay * 2, longestDelay)
    return .wait(min(delay, longestDelay))
  }
}
