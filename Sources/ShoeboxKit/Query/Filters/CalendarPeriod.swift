// SPDX-License-Identifier: MIT

/// A year, a month or a day, as filters name them: `2023`, `2023-05`, `2023-05-17`.
public struct CalendarPeriod: Sendable, Hashable, CustomStringConvertible {
  /// 1...9999.
  public let year: Int
  /// 1...12; nil for a whole year.
  public let month: Int?
  /// 1...31; nil for a whole month or year.
  public let day: Int?

  /// A period of the Gregorian calendar; nil for what is not in it.
  ///
  /// - Parameters:
  ///   - year: 1...9999.
  ///   - month: 1...12, or nil for the whole year.
  ///   - day: A day that the month has, or nil for the whole month.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1...9999).contains(year) else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day, !(1...CalendarDay.count(ofMonth: month, in: year)).contains(day) { return nil }
    } else if day != nil {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `2023`, `2023-05` or `2023-05-17`: four digits, then two and two.
  ///
  /// Nil for what is written otherwise or is not in the calendar.
  ///
  /// - Parameter written: What the user wrote.
  public init?(_ written: some StringProtocol) {
    let parts = written.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 3 else { return nil }
    var numbers: [Int] = []
    for (part, width) in zip(parts, [4, 2, 2]) {
      guard part.utf8.count == width, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    self.init(
      year: numbers[0],
      month: numbers.count > 1 ? numbers[1] : nil,
      day: numbers.count > 2 ? numbers[2] : nil
    )
  }

  /// As it is written: `2023-05`.
  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return ([padded(year, 4)] + [month, day].compactMap { $0.map { padded($0, 2) } })
      .joined(separator: "-")
  }

  /// In English words: "2023", "May 2023", "17 May 2023".
  public var words: String {
    guard let month else { return String(year) }
    let monthAndYear = "\(Self.monthNames[month - 1]) \(year)"
    return day.map { "\($0) \(monthAndYear)" } ?? monthAndYear
  }

  /// The seconds of the period on a wall clock, from 1970, as if the clock showed UTC.
  var wallClockSeconds: Range<Int64> {
    let start = CalendarDay.daysSince1970(year: year, month: month ?? 1) + Int64((day ?? 1) - 1)
    let end: Int64
    switch (month, day) {
    case (_, .some): end = start + 1
    case (.some(let month), nil):
      end = start + Int64(CalendarDay.count(ofMonth: month, in: year))
    case (nil, nil): end = CalendarDay.daysSince1970(year: year + 1, month: 1)
    }
    return start * CalendarDay.secondsPerDay..<end * CalendarDay.secondsPerDay
  }

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
