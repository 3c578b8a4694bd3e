// SPDX-License-Identifier: MIT

/// Turns texts into the token ids that a text tower takes.
package protocol TextTokenizer: Sendable {
  /// The number of ids: those from 0 up to it all have a token, and no others.
  var vocabularyCount: Int { get }

  /// The token ids of a text, with the tokens that begin and end every sequence.
  ///
  /// - Parameter text: Anything; what exceeds the tower's context is cut.
  /// - Returns: 2 or more ids, not padded.
  func encode(_ text: String) -> [Int32]
}

extension TextTokenizer {
  /// Refuses a tokenizer with ids that the tower has no vectors for.
  ///
  /// - Parameters:
  ///   - file: Where the tokenizer comes from.
  ///   - text: The tower that takes the ids.
  /// - Throws: `.invalidTokenizer`.
  func checkVocabulary(
    of file: ModelFile,
    for text: ModelConfiguration.Text
  ) throws(ModelError) {
    guard vocabularyCount > text.vocabularySize else { return }
    throw ModelError(
      .invalidTokenizer,
      "\(file.path) has \(vocabularyCount) tokens; the model knows \(text.vocabularySize). "
        + "The tokenizer is of another model."
    )
  }
}

extension BytePairTokenizer: TextTokenizer {}
extension WordPieceTokenizer: TextTokenizer {}
