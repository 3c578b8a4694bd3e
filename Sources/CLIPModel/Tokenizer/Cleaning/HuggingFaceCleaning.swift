// SPDX-License-Identifier: MIT

/// The normalizer in CLIP's `tokenizer.json`.
enum HuggingFaceCleaning {
  /// The text composed, each run of white space a single space, in lower case.
  static func clean(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var collapsed: [Unicode.Scalar] = []
    collapsed.reserveCapacity(text.count)
    var isInSpace = false
    for scalar in CanonicalComposition.compose(text) {
      let isSpace = ScalarClass(scalar) == .whitespace
      if !isSpace {
        collapsed.append(scalar)
      } else if !isInSpace {
        collapsed.append(" ")
      }
      isInSpace = isSpace
    }
    return Lowercase.eachCharacter(collapsed)
  }
}
