// SPDX-License-Identifier: MIT

extension Query: CustomStringConvertible {
  /// The query as a user would write it.
  ///
  /// ``parse(_:)`` reads it back as the same query, if it has 1 to ``maximumTermCount`` terms with
  /// finite weights, one of them not zero, whose texts are not blank and whose paths begin as
  /// written ones do.
  public var description: String {
    var description = ""
    for term in terms {
      let isNegative = term.weight.sign == .minus
      if !description.isEmpty { description += isNegative ? " - " : " + " }
      if description.isEmpty && isNegative { description += "- " }
      description += Self.written(term.content, weight: term.weight.magnitude)
    }
    return description
  }

  /// A term without its sign, with quotes around the content where it needs them.
  private static func written(_ content: Term.Content, weight: Float) -> String {
    let prefix = weight == 1 ? "" : decimal(weight) + ":"
    let plain: String
    let readBack: Term.Content
    switch content {
    case .text(let text):
      plain = text
      readBack = content
    case .photo(let path):
      plain = Term.Content.recognizable(path)
      readBack = .photo(path: plain)
    }
    // A quote inside might find its counterpart in another term.
    if !plain.unicodeScalars.contains("\""),
      (try? parse(prefix + plain))?.terms == [Term(readBack, weight: weight)]
    {
      return prefix + plain
    }
    var escaped = String.UnicodeScalarView()
    for scalar in plain.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { escaped.append("\\") }
      escaped.append(scalar)
    }
    // What begins like a path is one even in quotes, but for a backslash.
    let isTextLikePath = content == .text(plain) && Term.Content.isPath(plain)
    return prefix + (isTextLikePath ? "\"\\" : "\"") + String(escaped) + "\""
  }

  /// The shortest decimal number that is read as `weight` again, without an exponent, which would
  /// look like text.
  private static func decimal(_ weight: Float) -> String {
    let shortest = weight.description
    let parts = shortest.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else {
      return shortest.hasSuffix(".0") ? String(shortest.dropLast(2)) : shortest
    }
    let mantissa = parts[0].split(separator: ".")
    let whole = mantissa[0]
    let fraction = mantissa.count == 2 && mantissa[1] != "0" ? mantissa[1] : ""
    if exponent < 0 {
      let zeros = String(repeating: "0", count: max(0, -exponent - whole.count))
      return "0." + zeros + whole + fraction
    }
    return whole + fraction + String(repeating: "0", count: max(0, exponent - fraction.count))
  }
}
