// SPDX-License-Identifier: MIT

/// Characters that stand for others: ftfy's `fix_c1_controls`, `fix_latin_ligatures`,
/// `fix_character_width` and `uncurl_quotes`.
enum CharacterRepair {
  /// The text with each such character replaced.
  static func repair(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard text.contains(where: { $0.value >= 0x80 }) else { return text }
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for scalar in text {
      if let replacement = replacement(of: scalar) {
        result.append(contentsOf: replacement.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return result
  }

  /// What a character stands for, nil for itself.
  private static func replacement(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x80...0x9F: String(Windows1252.character(scalar))
    case 0x132...0x1F3, 0xFB00...0xFB06: ligatures[scalar]
    case 0x2BC, 0x2018...0x201B: "'"
    case 0x201C...0x201F: "\""
    case 0x3000: " "
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
    case 0xFF5F...0xFFBE: String(halfWidth[Int(scalar.value) - 0xFF5F])
    case 0xFFC2...0xFFDC: halfWidthVowel(scalar).map { String($0) }
    case 0xFFE0...0xFFEE: symbols[scalar]
    default: nil
    }
  }

  /// Latin ligatures of typography, and digraphs of old encodings.
  private static let ligatures: [Unicode.Scalar: String] = [
    "Ĳ": "IJ", "ĳ": "ij", "ŉ": "\u{2BC}n",
    "Ǆ": "DŽ", "ǅ": "Dž", "ǆ": "dž", "Ǉ": "LJ", "ǈ": "Lj", "ǉ": "lj",
    "Ǌ": "NJ", "ǋ": "Nj", "ǌ": "nj", "Ǳ": "DZ", "ǲ": "Dz", "ǳ": "dz",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st",
  ]

  /// U+FF5F to U+FFBE: two brackets, Katakana with its sound marks, Hangul fillers and consonants.
  private static let halfWidth = Array(
    """
    ⦅⦆。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソ\
    タチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}\
    \u{1160}\u{1100}\u{1101}\u{11AA}\u{1102}\u{11AC}\u{11AD}\u{1103}\u{1104}\u{1105}\
    \u{11B0}\u{11B1}\u{11B2}\u{11B3}\u{11B4}\u{11B5}\u{111A}\u{1106}\u{1107}\u{1108}\
    \u{1121}\u{1109}\u{110A}\u{110B}\u{110C}\u{110D}\u{110E}\u{110F}\u{1110}\u{1111}\u{1112}
    """.unicodeScalars
  )

  /// The Hangul vowels lie in groups of six, two code points apart.
  private static func halfWidthVowel(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let (group, index) = (scalar.value - 0xFFC2).quotientAndRemainder(dividingBy: 8)
    return index < 6 ? Unicode.Scalar(0x1161 + group * 6 + index) : nil
  }

  /// Other characters of another width; the macron becomes a space and the combining one.
  private static let symbols: [Unicode.Scalar: String] = [
    "￠": "¢", "￡": "£", "￢": "¬", "￣": " \u{304}", "￤": "¦", "￥": "¥", "￦": "₩",
    "￨": "│", "￩": "←", "￪": "↑", "￫": "→", "￬": "↓", "￭": "■", "￮": "○",
  ]
}
