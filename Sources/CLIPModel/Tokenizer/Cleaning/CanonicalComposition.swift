// SPDX-License-Identifier: MIT

/// Unicode's canonical composition (NFC).
enum CanonicalComposition {
  /// The composed form of a text.
  static func compose(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    // Nothing below the combining marks composes or decomposes.
    guard text.contains(where: { $0.value >= 0x300 }) else { return text }
    var string = String.UnicodeScalarView()
    string.append(contentsOf: text)
    // The standard library's tables. Foundation has the same under a documented name, but would
    // bring along 40 MB of ICU.
    return Array(String(decoding: String(string)._nfcCodeUnits, as: UTF8.self).unicodeScalars)
  }
}
