// SPDX-License-Identifier: MIT

/// Unicode's canonical decomposition (NFD).
///
/// The standard library keeps its own to itself, and Foundation brings along 40 MB of ICU. What two
/// characters compose into comes from a table; what never composes again, such as compatibility
/// ideographs, falls apart under composition.
enum CanonicalDecomposition {
  /// The decomposed form of a text.
  static func decompose(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    // Nothing below À falls into parts.
    guard text.contains(where: { $0.value >= 0xC0 }) else { return text }
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for scalar in text { append(scalar, to: &result) }
    CanonicalOrder.sort(&result)
    return result
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout [Unicode.Scalar]) {
    if scalar.value < 0xC0 {
      result.append(scalar)
    } else if syllables.contains(scalar.value) {
      appendSyllable(scalar.value - syllables.lowerBound, to: &result)
    } else if let (first, second) = pairs[scalar] {
      append(first, to: &result)
      result.append(second)
    } else if scalar.properties.isFullCompositionExclusion {
      for part in CanonicalComposition.compose([scalar]) {
        // What composition leaves as it is would come back here for ever.
        if part == scalar { result.append(part) } else { append(part, to: &result) }
      }
    } else {
      result.append(scalar)
    }
  }

  // MARK: - Hangul

  private static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3

  /// Takes a syllable apart: leading consonant, vowel, and perhaps a trailing consonant.
  ///
  /// - Source: Unicode, section 3.12.
  private static func appendSyllable(_ index: UInt32, to result: inout [Unicode.Scalar]) {
    let (vowels, trailing): (UInt32, UInt32) = (21, 28)
    let parts = [
      0x1100 + index / (vowels * trailing),
      0x1161 + index % (vowels * trailing) / trailing,
      0x11A7 + index % trailing,
    ]
    let count = index % trailing == 0 ? 2 : 3
    result.append(contentsOf: parts.prefix(count).compactMap(Unicode.Scalar.init))
  }

  // MARK: - Pairs

  private static let pairs: [Unicode.Scalar: (Unicode.Scalar, Unicode.Scalar)] = {
    var pairs: [Unicode.Scalar: (Unicode.Scalar, Unicode.Scalar)] = [:]
    for record in table.split(whereSeparator: \.isWhitespace) {
      let scalars = record.split { $0 == ":" || $0 == "+" }
        .compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
      if scalars.count == 3 { pairs[scalars[0]] = (scalars[1], scalars[2]) }
    }
    return pairs
  }()
}
