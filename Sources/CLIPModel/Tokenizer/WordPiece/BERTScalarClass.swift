// SPDX-License-Identifier: MIT

/// What a character is to BERT's cleaning and splitting into words.
///
/// The `tokenizers` library knows general categories as of Unicode 8: punctuation, marks and
/// controls that are younger are ordinary characters to it, and so to this.
///
/// - Source: tokenizers, `normalizers/bert.rs` and `pre_tokenizers/bert.rs`.
enum BERTScalarClass {
  /// White space, tabulators and ends of lines among it.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return scalar == " " || ("\t"..."\r").contains(scalar) }
    return scalar.properties.isWhitespace
  }

  /// What is taken out of a text: control and format characters, private use, U+FFFD.
  static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\r": return false
    case " "..."~": return false
    case "\u{FFFD}": return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse: return isOld(scalar)
    default: return false
    }
  }

  /// What is a word by itself: all of ASCII that is neither a letter nor a digit, and the general
  /// category P.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": return false
    case "!"..."~": return true
    default: break
    }
    guard scalar.value >= 0x80 else { return false }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return isOld(scalar)
    default: return oldPunctuation.contains(scalar)
    }
  }

  /// An accent, which is stripped: the general category Mn.
  static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    guard scalar.properties.generalCategory == .nonspacingMark else {
      return oldAccents.contains(scalar)
    }
    return isOld(scalar) && !youngAccents.contains(scalar)
  }

  /// An ideograph, which is a word by itself.
  ///
  /// The library leaves out a part of extension E by an error of its own, and so does this.
  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF: true
    case 0x20000...0x2A6DF, 0x2A700...0x2B81F, 0x2B920...0x2CEAF, 0x2F800...0x2FA1F: true
    default: false
    }
  }

  private static func isOld(_ scalar: Unicode.Scalar) -> Bool {
    guard let age = scalar.properties.age else { return false }
    return age.major <= 8
  }

  // MARK: - What changed its category after Unicode 8

  private static let oldPunctuation: Set<Unicode.Scalar> = ["\u{166D}", "\u{111C9}"]
  private static let oldAccents: Set<Unicode.Scalar> = ["\u{1734}", "\u{1171E}"]
  private static let youngAccents: Set<Unicode.Scalar> = [
    "\u{1885}", "\u{1886}", "\u{A9BD}", "\u{111C9}",
  ]
}
