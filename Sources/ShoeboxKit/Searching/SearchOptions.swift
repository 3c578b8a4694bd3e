// SPDX-License-Identifier: MIT

/// How much of what a search finds is wanted, and in which order.
public struct SearchOptions: Sendable, Hashable {
  /// The order of what is found.
  public enum Order: String, Sendable, Hashable, CaseIterable {
    /// The most similar first.
    case relevance
    /// The newest first among those that are confident or maybe, photos without a date last; then the rest, the most
    /// similar first.
    case date
  }

  /// How many photos at most.
  public var limit: Int
  /// How many photos of the order to pass over: 0, or the `nextOffset` of the page before.
  public var offset: Int
  /// The order of what is found; without terms the newest come first in any case.
  public var order: Order
  /// Whether only photos that are confident or maybe are wanted.
  public var isRelevantOnly: Bool
  /// Whether shots that hardly differ are folded under the first of them.
  public var foldsAlike: Bool

  /// Options for the best photos, each by itself.
  public init(
    limit: Int = 20,
    offset: Int = 0,
    order: Order = .relevance,
    isRelevantOnly: Bool = false,
    foldsAlike: Bool = false
  ) {
    self.limit = limit
    self.offset = offset
    self.order = order
    self.isRelevantOnly = isRelevantOnly
    self.foldsAlike = foldsAlike
  }
}
