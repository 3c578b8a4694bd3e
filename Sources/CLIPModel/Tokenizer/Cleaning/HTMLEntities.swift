// SPDX-License-Identifier: MIT

/// Resolves HTML character references such as `&eacute;`, `&#233;` and `&#xE9;`.
enum HTMLEntities {
  private typealias Match = (length: Int, replacement: String)

  /// Resolves as a browser does: the semicolon may be missing after numbers and after the names
  /// that HTML 4 had for Latin-1.
  ///
  /// Source: HTML, section 13.2.5.72; Python's `html.unescape`.
  static func resolve(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    replace(in: text) { numericReference(in: $0) ?? namedReference(in: $0) }
  }

  /// Resolves only what ends in a semicolon, and upper-case forms of lower-case names
  /// (`&EACUTE;`) unless those mean something else.
  ///
  /// Source: ftfy, `unescape_html`.
  static func resolveStrictly(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    replace(in: text) { strictReference(in: $0) }
  }

  /// Replaces what `match` finds at an ampersand; it is given the text behind the ampersand.
  private static func replace(
    in text: [Unicode.Scalar],
    match: (ArraySlice<Unicode.Scalar>) -> Match?
  ) -> [Unicode.Scalar] {
    guard text.contains("&") else { return text }
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let scalar = text[index]
      index += 1
      if scalar == "&", let (length, replacement) = match(text[index...]) {
        result.append(contentsOf: replacement.unicodeScalars)
        index += length
      } else {
        result.append(scalar)
      }
    }
    return result
  }

  // MARK: - Numbers

  /// `#233`, `#xE9`, with or without a semicolon.
  private static func numericReference(in text: ArraySlice<Unicode.Scalar>) -> Match? {
    guard text.first == "#" else { return nil }
    var digits = text.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    if isHexadecimal { digits = digits.dropFirst() }
    let radix = isHexadecimal ? 16 : 10
    digits = digits.prefix { digit(of: $0, radix: radix) != nil }
    guard !digits.isEmpty else { return nil }
    // Saturates just above the last character.
    let value = digits.reduce(0) { min($0 * radix + (digit(of: $1, radix: radix) ?? 0), 0x11_0000) }
    let end = text[digits.endIndex...].first == ";" ? digits.endIndex + 1 : digits.endIndex
    return (end - text.startIndex, character(numbered: UInt32(value)))
  }

  private static func digit(of scalar: Unicode.Scalar, radix: Int) -> Int? {
    scalar.isASCII ? Character(scalar).hexDigitValue.flatMap { $0 < radix ? $0 : nil } : nil
  }

  /// The character with a number, as HTML has it: nothing for control characters and
  /// noncharacters, the Windows character for C1.
  private static func character(numbered number: UInt32) -> String {
    guard number != 0, let scalar = Unicode.Scalar(number) else { return "\u{FFFD}" }
    switch number {
    case 0x80...0x9F: return String(Windows1252.character(scalar))
    case 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0xFDD0...0xFDEF: return ""
    default: return number & 0xFFFE == 0xFFFE ? "" : String(scalar)
    }
  }

  // MARK: - Names

  /// The longest name that the text begins with, of those that need no semicolon; or one with it.
  private static func namedReference(in text: ArraySlice<Unicode.Scalar>) -> Match? {
    let candidate = text.prefix(HTMLEntityNames.maximumLength).prefix(while: isNameCharacter)
    if text[candidate.endIndex...].first == ";",
      let entry = HTMLEntityNames.entries[name(candidate)]
    {
      return (candidate.count + 1, entry.characters)
    }
    var length = min(candidate.count, HTMLEntityNames.maximumBareLength)
    while length >= 2 {
      let entry = HTMLEntityNames.entries[name(candidate.prefix(length))]
      if let entry, entry.isBare { return (length, entry.characters) }
      length -= 1
    }
    return nil
  }

  private static func strictReference(in text: ArraySlice<Unicode.Scalar>) -> Match? {
    let isNumeric = text.first == "#"
    let candidate = text.dropFirst(isNumeric ? 1 : 0).prefix(25).prefix(while: isNameCharacter)
    guard !candidate.isEmpty, candidate.count <= 24, text[candidate.endIndex...].first == ";" else {
      return nil
    }
    let length = candidate.endIndex - text.startIndex + 1
    if isNumeric {
      // `&#59;` stays: ftfy takes a semicolon in the result for one that was left over.
      let reference = numericReference(in: text)
      return reference?.length == length && reference?.replacement != ";" ? reference : nil
    }
    let name = name(candidate)
    if let entry = HTMLEntityNames.entries[name] { return (length, entry.characters) }
    guard name == name.uppercased(), namedReference(in: text) == nil,
      let entry = HTMLEntityNames.entries[name.lowercased()]
    else { return nil }
    return (length, entry.characters.uppercased())
  }

  private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  private static func name(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var name = String.UnicodeScalarView()
    name.append(contentsOf: scalars)
    return String(name)
  }
}
