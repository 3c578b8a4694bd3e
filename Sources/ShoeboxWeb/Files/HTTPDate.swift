// SPDX-License-Identifier: MIT

package import Foundation

/// Dates as HTTP writes them: `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// - Source: RFC 9110, section 5.6.7; the two obsolete forms are not read.
package enum HTTPDate {
  private static let style = Date.VerbatimFormatStyle(
    format: """
      \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
      \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
      \(second: .twoDigits) GMT
      """,
    locale: Locale(identifier: "en_US_POSIX"),
    timeZone: .gmt,
    calendar: Calendar(identifier: .gregorian)
  )

  /// A date as text.
  package static func text(of date: Date) -> String { date.formatted(style) }

  /// Text as a date; nil for anything else.
  package static func date(_ text: String) -> Date? {
    guard text.utf8.count == 29 else { return nil }
    return try? Date(text, strategy: style.parseStrategy)
  }
}
