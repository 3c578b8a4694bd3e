// SPDX-License-Identifier: MIT

/// How the tokens around a text are spelled.
enum SpecialToken {
  /// The first token's name in CLIP vocabularies.
  static let startOfText = "<|startoftext|>"
  /// The last token's name in CLIP vocabularies.
  static let endOfText = "<|endoftext|>"
  /// What open_clip's `SimpleTokenizer` reads as the first token in a text.
  static let openCLIPStartOfText = "<start_of_text>"
  /// What open_clip's `SimpleTokenizer` reads as the last token in a text.
  static let openCLIPEndOfText = "<end_of_text>"

  /// Both names as literals among the words of a text, as `transformers` has them.
  static func literals(areSplit: Bool) -> [WordPattern.Literal] {
    [startOfText, endOfText].map { .init($0, isSplit: areSplit) }
  }

  /// Both names as tokens where a text spells them out, as `transformers.CLIPTokenizer` adds them.
  static func addedTokens(_ vocabulary: Vocabulary) -> [AddedToken] {
    [
      AddedToken(content: startOfText, id: vocabulary.startOfText, isNormalized: false),
      AddedToken(content: endOfText, id: vocabulary.endOfText, isNormalized: false),
    ]
  }

  /// Both of open_clip's names as tokens among the words of a text.
  static func openCLIPLiterals(_ vocabulary: Vocabulary) -> [WordPattern.Literal] {
    [
      .init(openCLIPStartOfText, id: vocabulary.startOfText),
      .init(openCLIPEndOfText, id: vocabulary.endOfText),
    ]
  }
}
