// SPDX-License-Identifier: MIT

extension QueryFilter {
  /// A filter of a key and what stands behind its colon; nil for a value that says nothing under this key.
  ///
  /// - Parameters:
  ///   - key: The word in front of the colon.
  ///   - value: What stands behind it, without quotes.
  ///   - excludes: Whether a minus stands in front of the key.
  init?(_ key: Key, _ value: String, excludes: Bool) {
    guard let condition = Self.condition(key, value) else { return nil }
    self.init(condition, excludes: excludes)
  }

  private static func condition(_ key: Key, _ value: String) -> Condition? {
    switch key {
    case .date: period(value)
    case .after: CalendarPeriod(value).map(Condition.after)
    case .before: CalendarPeriod(value).map(Condition.before)
    case .near: place(value)
    case .camera: isBlank(value) ? nil : .camera(value)
    case .folder: isBlank(value) ? nil : .folder(value)
    case .type: type(value)
    }
  }

  /// Reads `2023-05` or `2023-05..2023-08`.
  private static func period(_ value: String) -> Condition? {
    if let period = CalendarPeriod(value) { return .date(from: period, through: period) }
    guard let dots = value.firstRange(of: ".."),
      let first = CalendarPeriod(value[..<dots.lowerBound]),
      let last = CalendarPeriod(value[dots.upperBound...]),
      first.wallClockSeconds.lowerBound < last.wallClockSeconds.upperBound
    else { return nil }
    return .date(from: first, through: last)
  }

  /// Reads `52.52,13.40` or `52.52,13.40,2km`.
  private static func place(_ value: String) -> Condition? {
    let parts = value.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.drop(while: \.isWhitespace) }
    guard parts.count == 2 || parts.count == 3,
      let latitude = number(parts[0]), let longitude = number(parts[1]),
      let place = Place(latitude: latitude, longitude: longitude)
    else { return nil }
    guard parts.count == 3 else { return .near(place, kilometres: standardRadius) }
    return distance(parts[2]).map { .near(place, kilometres: $0) }
  }

  /// Reads `2km`, `500m` or `2`, which are kilometres.
  private static func distance(_ written: Substring) -> Double? {
    let unit = written.drop { !$0.isLetter }
    guard ["", "km", "m"].contains(unit.lowercased()),
      let number = number(written.prefix { !$0.isLetter }), number > 0
    else { return nil }
    let kilometres = unit.lowercased() == "m" ? number / 1000 : number
    return kilometres > 0 && kilometres <= halfwayRoundTheEarth ? kilometres : nil
  }

  /// Nothing is farther away.
  private static var halfwayRoundTheEarth: Double { 20_038 }

  /// Reads digits with perhaps a minus in front and a point among them.
  private static func number(_ written: Substring) -> Double? {
    let digits = written.hasPrefix("-") ? written.dropFirst() : written
    guard let first = digits.utf8.first, first != UInt8(ascii: "."), digits.utf8.count <= 32,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(written)
  }

  /// Reads `heic` or `.HEIC`.
  private static func type(_ value: String) -> Condition? {
    let name = value.hasPrefix(".") ? value.dropFirst() : value[...]
    guard (1...16).contains(name.utf8.count),
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return nil }
    return .type(name.lowercased())
  }

  private static func isBlank(_ value: String) -> Bool {
    value.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}

extension QueryFilter.Key {
  /// How a filter of this key is written, for a sentence about one that is written otherwise.
  var usage: String {
    switch self {
    case .date:
      "write date:2023, date:2023-05 or date:2023-05-17, or two of these with '..' between them"
    case .after: "write after:2023, after:2023-05 or after:2023-05-17"
    case .before: "write before:2023, before:2023-05 or before:2023-05-17"
    case .near: "write degrees north and east, as in near:52.52,13.40 or near:52.52,13.40,2km"
    case .camera: "write a part of the name of a camera or lens, as in camera:fuji"
    case .folder: "write a part of the name of a folder, as in folder:Berlin"
    case .type: "write the name of a format or an extension, as in type:heic"
    }
  }
}
