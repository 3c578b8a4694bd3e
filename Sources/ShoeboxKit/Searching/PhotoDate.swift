// SPDX-License-Identifier: MIT

/// A date on the wall clock of the place where a photo was taken.
public struct PhotoDate: Sendable, Hashable, CustomStringConvertible {
  /// Seconds from 1970 to the wall clock's time, as if it showed UTC.
  public let wallClockSeconds: Int64
  /// How far that clock was ahead of UTC, in minutes, where it is known.
  public let utcOffsetMinutes: Int?
  /// Who says so: `exif-original`, `exif-digitized`, `exif-modified`, `gps`, `xmp`, `iptc`, or `file` for the time
  /// of the file's last change.
  public let source: String

  /// "2024-05-01 17:03".
  public var description: String { day + " " + clock(withSeconds: false) }

  /// "2024-05-01T17:03:22", followed by the offset where it is known: "+02:00".
  public var iso8601: String {
    let local = day + "T" + clock(withSeconds: true)
    guard let offset = utcOffsetMinutes else { return local }
    let (hours, minutes) = abs(offset).quotientAndRemainder(dividingBy: 60)
    return local + (offset < 0 ? "-" : "+") + digits(hours, 2) + ":" + digits(minutes, 2)
  }

  /// "2024-05-01", by the proleptic Gregorian calendar.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  private var day: String {
    let days = floorDivide(wallClockSeconds, 86_400) + 719_468
    let era = floorDivide(days, 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153  // months since March
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(digits(Int(year), 4))-\(digits(Int(month), 2))-\(digits(Int(day), 2))"
  }

  private func clock(withSeconds: Bool) -> String {
    let second = Int(wallClockSeconds - floorDivide(wallClockSeconds, 86_400) * 86_400)
    let clock = digits(second / 3_600, 2) + ":" + digits(second / 60 % 60, 2)
    return withSeconds ? clock + ":" + digits(second % 60, 2) : clock
  }
}

private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? quotient - 1 : quotient
}

private func digits(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
