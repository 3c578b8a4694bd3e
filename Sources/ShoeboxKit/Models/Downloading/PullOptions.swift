// SPDX-License-Identifier: MIT

/// How to download.
public struct PullOptions: Sendable {
  /// Where to download from; `nil` for the publishers themselves.
  public var mirror: Mirror?
  /// How long a connection may take to come about, and how long next to nothing may come over it, in seconds.
  public var timeout = 60
  /// How often to try again when nothing comes, at the most.
  public var retries = 5
  /// How long to wait before trying again; doubled every time.
  public var firstDelay: Duration = .seconds(1)
  /// The longest wait: what a server asks for beyond it ends the attempt.
  public var longestDelay: Duration = .seconds(60)

  /// From the publishers, patiently.
  public init() {}
}
