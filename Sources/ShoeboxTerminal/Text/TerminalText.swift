// SPDX-License-Identifier: MIT

/// Makes bytes from outside, such as file names, fit to be shown on a terminal.
///
/// A file name may hold escape sequences that move the cursor or rename the window, line feeds that
/// forge lines, and marks that turn the direction of writing. They are written out, so that they
/// show and do nothing. Only for people: lists of paths and JSON for other programs carry names as
/// they are.
package enum TerminalText {
  /// The bytes as text without control characters.
  ///
  /// - Parameter bytes: UTF-8 as a rule.
  /// - Returns: The text, with a backslash as `\\`, line feed, carriage return and tab as `\n`,
  ///   `\r` and `\t`, other controls and marks of direction as `\u{1b}`, and bytes that are not
  ///   UTF-8 as `\xff`.
  package static func escaping(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    let bytes = Array(bytes)
    var position = 0
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        append(Unicode.UTF8.decode(encoded), to: &text)
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] {
          text.append(contentsOf: ("\\x" + hexadecimal(byte, digits: 2)).unicodeScalars)
        }
        position += length
      case .emptyInput:
        return String(text)
      }
    }
  }

  /// The text without control characters, as ``escaping(_:)-(Sequence)`` gives it.
  package static func escaping(_ text: String) -> String {
    escaping(text.utf8)
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String.UnicodeScalarView) {
    let escape: String
    switch scalar {
    case "\\": escape = "\\\\"
    case "\n": escape = "\\n"
    case "\r": escape = "\\r"
    case "\t": escape = "\\t"
    case _ where isHarmful(scalar): escape = "\\u{" + hexadecimal(scalar.value, digits: 1) + "}"
    default:
      text.append(scalar)
      return
    }
    text.append(contentsOf: escape.unicodeScalars)
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator:
      true
    case .format:
      // Embeddings, overrides and isolates; joiners and variation selectors are part of ordinary
      // words and emoji.
      (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    default:
      false
    }
  }

  private static func hexadecimal(_ value: some BinaryInteger, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
