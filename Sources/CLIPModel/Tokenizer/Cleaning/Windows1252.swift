// SPDX-License-Identifier: MIT

/// The characters that Windows has where Latin-1 has the C1 control characters.
enum Windows1252 {
  /// U+0080 to U+009F; five are unassigned and stand for themselves.
  private static let characters = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars
  )

  /// What a C1 control character was meant to be; other characters are returned as they are.
  static func character(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0x80...0x9F).contains(scalar.value) ? characters[Int(scalar.value) - 0x80] : scalar
  }
}
