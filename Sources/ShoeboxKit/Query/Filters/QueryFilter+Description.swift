// SPDX-License-Identifier: MIT

extension QueryFilter: CustomStringConvertible {
  /// The filter as a user would write it, for example `-near:52.52,13.4,2km`; `Query.parse` reads it back.
  ///
  /// That holds if its numbers are finite and its texts are not blank.
  public var description: String {
    (excludes ? "-" : "") + key.rawValue + ":" + Self.quoted(value)
  }

  /// What stands behind the colon, without quotes.
  private var value: String {
    switch condition {
    case .date(let first, let last):
      return first == last ? first.description : "\(first)..\(last)"
    case .after(let period), .before(let period): return period.description
    case .near(let place, let kilometres):
      let point = "\(Self.decimal(place.latitude)),\(Self.decimal(place.longitude))"
      return kilometres == Self.standardRadius ? point : point + ",\(Self.decimal(kilometres))km"
    case .camera(let text), .folder(let text), .type(let text): return text
    }
  }

  /// The value, in quotes where it needs them to remain one word.
  private static func quoted(_ value: String) -> String {
    let isPlain = value.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "\"" }
    return isPlain ? value : value.inDoubleQuotes
  }

  /// The shortest decimal number that is read as the same again, without an exponent.
  private static func decimal(_ number: Double) -> String {
    DecimalNumber(number.description).text
  }
}

extension String {
  /// The text between double quotes, with a backslash in front of what would end it.
  var inDoubleQuotes: String {
    var escaped = UnicodeScalarView()
    escaped.append("\"")
    for scalar in unicodeScalars {
      if scalar == "\"" || scalar == "\\" { escaped.append("\\") }
      escaped.append(scalar)
    }
    escaped.append("\"")
    return String(escaped)
  }
}
