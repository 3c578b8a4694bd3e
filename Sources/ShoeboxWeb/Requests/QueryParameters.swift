// SPDX-License-Identifier: MIT

import Hummingbird

/// The parameters behind the question mark of a URL, each known to the route and given once.
///
/// Decoded as forms write them: `+` is a space (WHATWG URL, `application/x-www-form-urlencoded`).
package struct QueryParameters: Sendable {
  private let values: [String: String]

  /// Decodes parameters.
  ///
  /// - Parameters:
  ///   - request: Whose URL has them.
  ///   - names: Those that the route knows.
  /// - Throws: ``Problem`` 400 for an unknown one, one that is given twice, and what is not UTF-8.
  init(_ request: Request, _ names: String...) throws {
    try self.init(query: request.uri.query ?? "", names: names)
  }

  /// Decodes what stands behind the question mark.
  package init(query: String, names: [String]) throws {
    var values: [String: String] = [:]
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decode(parts[0]),
        let value = Self.decode(parts.count > 1 ? parts[1] : "")
      else {
        throw Problem(.badRequest, "A parameter of the address is not UTF-8 in percent encoding.")
      }
      guard names.contains(name) else {
        throw Problem(
          .badRequest,
          names.isEmpty
            ? "This address takes no parameters."
            : "There is no parameter with this name here; there are: \(names.joined(separator: ", "))."
        )
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw Problem(.badRequest, "The parameter \(name) is given twice.")
      }
    }
    self.values = values
  }

  /// Text of a limited length.
  package func text(_ name: String, upTo limit: Int) throws -> String? {
    guard let value = values[name] else { return nil }
    guard value.utf8.count <= limit else {
      throw Problem(.badRequest, "The parameter \(name) is longer than \(limit) bytes.")
    }
    return value
  }

  /// A whole number.
  package func number(_ name: String, in range: ClosedRange<Int>, default value: Int) throws -> Int
  {
    guard let text = values[name] else { return value }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else {
      throw Problem(
        .badRequest,
        "The parameter \(name) takes a number from \(range.lowerBound) to \(range.upperBound)."
      )
    }
    return number
  }

  /// True or false.
  package func flag(_ name: String, default value: Bool) throws -> Bool {
    switch values[name] {
    case nil: return value
    case "true", "1": return true
    case "false", "0": return false
    default: throw Problem(.badRequest, "The parameter \(name) takes true or false.")
    }
  }

  /// One of several words.
  func choice<Value>(_ name: String, _ words: KeyValuePairs<String, Value>, default value: Value)
    throws -> Value
  {
    guard let text = values[name] else { return value }
    guard let choice = words.first(where: { $0.key == text }) else {
      let list = words.map(\.key).joined(separator: ", ")
      throw Problem(.badRequest, "The parameter \(name) takes one of: \(list).")
    }
    return choice.value
  }

  /// Percent encoding and `+`; nil for what is neither text nor well-formed.
  private static func decode(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexadecimal),
          let low = rest.popFirst().flatMap(hexadecimal)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}
