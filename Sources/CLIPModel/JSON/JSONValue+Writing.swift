// SPDX-License-Identifier: MIT

extension JSONValue {
  /// The value as text, the same for the same value on every machine.
  ///
  /// Keys are in the order of their UTF-8 bytes; numbers are the shortest decimals that read back as
  /// the same `Double`; only what has to be escaped is.
  ///
  /// - Parameter isIndented: Whether members have lines of their own; otherwise there is no white space at all.
  /// - Returns: A document without a line feed at its end.
  package func text(isIndented: Bool = false) -> String {
    var text = ""
    write(to: &text, indentation: isIndented ? "\n" : "")
    return text
  }

  /// Appends the value.
  ///
  /// - Parameters:
  ///   - text: Receives it.
  ///   - indentation: A line feed and the spaces before the line that the value begins on; empty for no white space.
  private func write(to text: inout String, indentation: String) {
    let inner = indentation.isEmpty ? "" : indentation + "  "
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    case .number(let value): text += "\(value)"
    case .string(let value): Self.write(value, to: &text)
    case .array(let elements):
      // Short lists of numbers read best on one line.
      let isFlat = elements.allSatisfy { $0.number != nil }
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += isFlat && !indentation.isEmpty ? ", " : "," }
        if !isFlat { text += inner }
        element.write(to: &text, indentation: inner)
      }
      if !isFlat { text += indentation }
      text += "]"
    case .object(let members):
      text += "{"
      let keys = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      for (index, key) in keys.enumerated() {
        text += (index > 0 ? "," : "") + inner
        Self.write(key, to: &text)
        text += indentation.isEmpty ? ":" : ": "
        members[key]?.write(to: &text, indentation: inner)
      }
      if !members.isEmpty { text += indentation }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{00}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
