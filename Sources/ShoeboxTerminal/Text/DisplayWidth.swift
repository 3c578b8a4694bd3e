// SPDX-License-Identifier: MIT

/// How many cells text takes on a terminal.
extension TerminalText {
  /// The cells of a text without control characters: two for wide East Asian characters and emoji,
  /// none for combining marks.
  ///
  /// - Complexity: O(n).
  package static func width(of text: String) -> Int {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  /// The beginning of a text that fits into `columns` cells, with a mark at its end where something
  /// is missing.
  package static func fitted(_ text: String, columns: Int, ellipsis: String = "…") -> String {
    guard width(of: text) > columns else { return text }
    var room = columns - width(of: ellipsis)
    guard room >= 0 else { return "" }
    let kept = text.prefix { character in
      room -= width(of: character)
      return room >= 0
    }
    return kept + ellipsis
  }

  private static func width(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    // One picture, of however many parts: families, flags, skin tones, keycaps.
    let emojiVariation: Unicode.Scalar = "\u{FE0F}"
    if scalars.contains(where: { $0.properties.isEmojiPresentation || $0 == emojiVariation }) {
      return 2
    }
    return scalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator:
      return 0
    case .format:
      // The soft hyphen is drawn by most terminals.
      return scalar == "\u{AD}" ? 1 : 0
    default:
      // Vowels and final consonants of Hangul join the wide consonant before them.
      if (0x1160...0x11FF).contains(scalar.value) { return 0 }
      return isWide(scalar) ? 2 : 1
    }
  }

  /// Whether the scalar is wide or full width (UAX #11), those that are emoji left aside.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return wideRanges.contains { $0.contains(scalar.value) }
  }

  /// From `EastAsianWidth.txt` of Unicode 15, joined across what is not assigned.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul consonants
    0x2329...0x232A,  // angle brackets
    0x2E80...0x303E,  // radicals, punctuation
    0x3041...0x3247,  // kana, bopomofo, circled
    0x3250...0x4DBF,  // squared, ideographs
    0x4E00...0xA4CF,  // ideographs, Yi
    0xA960...0xA97F,  // Hangul
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // compatibility ideographs
    0xFE10...0xFE19,  // vertical forms
    0xFE30...0xFE6F,  // compatibility and small forms
    0xFF01...0xFF60,  // full width forms
    0xFFE0...0xFFE6,  // full width signs
    0x16FE0...0x18D08,  // Tangut, Khitan
    0x1AFF0...0x1B2FB,  // kana, Nushu
    0x1F200...0x1F265,  // enclosed ideographs
    0x20000...0x3FFFD,  // ideographs
  ]
}
