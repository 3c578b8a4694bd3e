// SPDX-License-Identifier: MIT

/// Unicode's canonical composition (NFC).
enum CanonicalComposition {
  /// The composed form of a text.
  ///
  /// The standard library does the work. Foundation on Linux leaves Hangul apart that begins with a
  /// composed syllable (가 and ᆼ for 강), and brings along 40 MB of ICU.
  static func compose(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    // Nothing below the combining marks composes or decomposes.
    guard text.contains(where: { $0.value >= 0x300 }) else { return text }
    var ordered: [Unicode.Scalar] = []
    ordered.reserveCapacity(text.count)
    for scalar in text {
      if let parts = tibetanVowels[scalar] {
        ordered.append(contentsOf: parts)
      } else {
        ordered.append(scalar)
      }
    }
    // The standard library would do it too, in a time that grows with the square of a run of marks.
    CanonicalOrder.sort(&ordered)
    var string = String.UnicodeScalarView()
    string.append(contentsOf: ordered)
    return Array(String(decoding: String(string)._nfcCodeUnits, as: UTF8.self).unicodeScalars)
  }

  /// Three vowels that fall into two marks and never compose again; the standard library does not
  /// put marks before them in order.
  private static let tibetanVowels: [Unicode.Scalar: [Unicode.Scalar]] = [
    "\u{F73}": ["\u{F71}", "\u{F72}"],
    "\u{F75}": ["\u{F71}", "\u{F74}"],
    "\u{F81}": ["\u{F71}", "\u{F80}"],
  ]
}
