// SPDX-License-Identifier: MIT

/// How long connections may take that get nothing done.
package struct ConnectionLimits: Sendable {
  /// Without a request, and for the head of one.
  package var idle = Duration.seconds(30)
  /// For the body of a request.
  package var body = Duration.seconds(120)
  /// For what is left of a body after the answer was given, which nobody wants any more.
  package var unwantedBody = Duration.seconds(5)
  /// Until a reader takes what has been sent: 32 KiB at least.
  package var reading = Duration.seconds(60)

  /// Limits that suit a household.
  package init() {}
}
