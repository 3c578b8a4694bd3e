// SPDX-License-Identifier: MIT

/// Lower case, the two ways the references have it.
enum Lowercase {
  /// Each character for itself.
  static func eachCharacter(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for scalar in text { append(scalar, to: &result) }
    return result
  }

  /// With the Greek sigma in its final form at the end of words, as Python's `str.lower` does it.
  static func withFinalSigma(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for (index, scalar) in text.enumerated() {
      if scalar == "Σ", endsWord(text, at: index) {
        result.append("ς")
      } else {
        append(scalar, to: &result)
      }
    }
    return result
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout [Unicode.Scalar]) {
    if scalar.isASCII {
      let isUpper = ("A"..."Z").contains(scalar)
      result.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar)
    } else {
      result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }

  /// Unicode's condition Final_Sigma (section 3.13): past what has no case, a letter with case
  /// before it and none after it.
  private static func endsWord(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    let before = text[..<index].last { !$0.properties.isCaseIgnorable }
    let after = text[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
