// SPDX-License-Identifier: MIT

/// A date and a time as cameras and editors write them, checked.
struct WallClock: Equatable {
  /// The years in which a photo can have been taken: from the first one on.
  static let years = 1826...2100
  /// Minutes ahead of UTC that clocks on Earth are set to.
  static let offsets = -12 * 60...14 * 60

  /// Seconds from 1970-01-01 00:00, as if the clock showed UTC.
  var seconds: Int64
  /// How far the clock is ahead of UTC.
  var utcOffsetMinutes: Int?

  /// A date of the calendar, if there is such a one.
  ///
  /// - Complexity: O(1).
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard Self.years.contains(year), (1...12).contains(month), (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let isLeapYear =
      year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[month - 1]).contains(day) else { return nil }

    // Years that begin in March have the leap day as their last.
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    seconds = Int64(days * 86_400 + hour * 3600 + minute * 60 + min(second, 59))
    utcOffsetMinutes = nil
  }

  /// Reads "2008:10:22 16:28:39", "2022-01-10T15:15:44.31-04:00", "20220110" and what lies between:
  /// EXIF, XMP (ISO 8601) and IPTC.
  ///
  /// The day must be there; a time, its seconds, their fraction (which is dropped) and an offset
  /// from UTC may be.
  init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4) else { return nil }
    reader.skip(":-/.")
    guard let month = reader.digits(2) else { return nil }
    reader.skip(":-/.")
    guard let day = reader.digits(2) else { return nil }
    reader.skip("T")
    reader.skipSpaces()
    guard let hour = reader.digits(2) else {
      self.init(year: year, month: month, day: day)
      return
    }
    reader.skip(":")
    guard let minute = reader.digits(2) else { return nil }
    reader.skip(":")
    let second = reader.digits(2) ?? 0
    reader.skipFraction()
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    utcOffsetMinutes = reader.utcOffset()
  }

  /// Reads "+02:00", "-0330" or "Z".
  ///
  /// - Parameter text: What EXIF's `OffsetTime...` say.
  /// - Returns: Minutes ahead of UTC.
  static func utcOffset(_ text: String) -> Int? {
    var reader = DigitReader(text)
    return reader.utcOffset()
  }
}

/// Reads numbers of known width from the beginning of a text.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text.prefix(64)).utf8
    skipSpaces()
  }

  mutating func digits(_ count: Int) -> Int? {
    let part = rest.prefix(count)
    guard part.count == count, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return part.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Skips one character, if it is among these.
  @discardableResult
  mutating func skip(_ characters: StaticString) -> UInt8? {
    guard let first = rest.first, characters.withUTF8Buffer({ $0.contains(first) }) else {
      return nil
    }
    rest = rest.dropFirst()
    return first
  }

  mutating func skipSpaces() { rest = rest.drop { $0 == 0x20 } }

  mutating func skipFraction() {
    guard skip(".,") != nil else { return }
    rest = rest.drop { (0x30...0x39).contains($0) }
  }

  mutating func utcOffset() -> Int? {
    skipSpaces()
    if skip("Zz") != nil { return 0 }
    guard let sign = skip("+-"), let hours = digits(2) else { return nil }
    skip(":")
    guard let minutes = digits(2), minutes < 60 else { return nil }
    let offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    return WallClock.offsets.contains(offset) ? offset : nil
  }
}
