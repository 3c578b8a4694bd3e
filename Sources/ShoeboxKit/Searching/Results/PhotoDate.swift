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

  /// "2024-05-01".
  private var day: String {
    let day = CalendarDay(wallClockSeconds: wallClockSeconds)
    return "\(digits(day.year, 4))-\(digits(day.month, 2))-\(digits(day.day, 2))"
  }

  private func clock(withSeconds: Bool) -> String {
    let rest = Int(wallClockSeconds % CalendarDay.secondsPerDay)
    let second = rest < 0 ? rest + Int(CalendarDay.secondsPerDay) : rest
    let clock = digits(second / 3_600, 2) + ":" + digits(second / 60 % 60, 2)
    return withSeconds ? clock + ":" + digits(second % 60, 2) : clock
  }
}

private func digits(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
