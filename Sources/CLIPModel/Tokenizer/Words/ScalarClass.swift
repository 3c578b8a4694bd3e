// SPDX-License-Identifier: MIT

/// What a character is to the splitting into words.
enum ScalarClass {
  /// General category L: `\p{L}`.
  case letter
  /// General category N, so ½ and Ⅷ too: `\p{N}`.
  case number
  /// The property White_Space: `\s` of both references.
  case whitespace
  case other

  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "a"..."z", "A"..."Z": self = .letter
    case "0"..."9": self = .number
    case "\t"..."\r", " ": self = .whitespace
    case "\0"..."\u{7F}": self = .other
    default: self = ScalarClass(scalar.properties)
    }
  }

  private init(_ properties: Unicode.Scalar.Properties) {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      self = .letter
    case .decimalNumber, .letterNumber, .otherNumber: self = .number
    default: self = properties.isWhitespace ? .whitespace : .other
    }
  }
}
