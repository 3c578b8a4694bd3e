// SPDX-License-Identifier: MIT

/// How many photos were taken in which month.
public struct Timeline: Sendable, Equatable {
  /// A month, and how many photos were taken in it.
  public struct Month: Sendable, Equatable {
    /// The month; nil for photos without a date.
    public let month: CalendarPeriod?
    /// How many photos there are; at least 1.
    public let count: Int
  }

  /// The months that have photos, the newest first; photos without a date are last.
  public let months: [Month]
  /// How many photos there are in all of them.
  public let total: Int
  /// The library's generation that was looked at.
  public let generation: Int64
}
