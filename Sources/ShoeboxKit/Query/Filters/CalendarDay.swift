// SPDX-License-Identifier: MIT

/// A day of the proleptic Gregorian calendar.
///
/// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil` and `civil_from_days`.
struct CalendarDay: Sendable, Hashable {
  let year: Int
  /// 1...12.
  let month: Int
  /// 1...31.
  let day: Int

  /// The day that many days after 1 January 1970.
  init(daysSince1970: Int64) {
    let days = daysSince1970 + 719_468
    let era = Self.floorDivide(days, 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153  // months since March
    day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
    month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// The day that a clock shows.
  ///
  /// - Parameter wallClockSeconds: Seconds from 1970 to the clock's time, as if it showed UTC.
  init(wallClockSeconds: Int64) {
    self.init(daysSince1970: Self.floorDivide(wallClockSeconds, Self.secondsPerDay))
  }

  /// Days from 1 January 1970 to the first of a month.
  ///
  /// - Parameters:
  ///   - year: -9999...9999 is enough for photos; any that does not overflow will do.
  ///   - month: 1...12.
  /// - Returns: Negative before 1970.
  static func daysSince1970(year: Int, month: Int) -> Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)  // since March
    let dayOfYear = (153 * shiftedMonth + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// How many days a month has.
  static func count(ofMonth month: Int, in year: Int) -> Int {
    let next = month == 12 ? (year + 1, 1) : (year, month + 1)
    return Int(
      daysSince1970(year: next.0, month: next.1) - daysSince1970(year: year, month: month)
    )
  }

  static let secondsPerDay: Int64 = 86_400

  /// The quotient rounded down, for times before 1970 too.
  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
