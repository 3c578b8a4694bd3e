// SPDX-License-Identifier: MIT

/// The cleaning of OpenAI's and open_clip's `SimpleTokenizer`.
enum OpenAICleaning {
  /// The text repaired, HTML entities resolved twice, in lower case.
  ///
  /// The reference also trims and collapses white space. Words do not depend on that, so it is left
  /// out.
  static func clean(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text = TextRepair.repair(text)
    for _ in 0..<2 { text = HTMLEntities.resolve(text) }
    return Lowercase.withFinalSigma(text)
  }
}
