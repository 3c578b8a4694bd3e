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
  /// Where the tokenizer does not come with the weights, one of fewer tokens is refused as well: it
  /// may be of anything.
  ///
  /// - Parameters:
  ///   - file: Where the tokenizer comes from.
  ///   - files: The model.
  ///   - text: The tower that takes the ids.
  /// - Throws: `.invalidTokenizer`.
  func checkVocabulary(
    _ file: ModelFile,
    of files: ModelFiles,
    for text: ModelConfiguration.Text
  ) throws(ModelError) {
    let isApart =
      switch files.configuration {
      case .openAI, .chineseCLIP: true
      case .huggingFace, .openCLIP, .package: false
      }
    guard vocabularyCount > text.vocabularySize || isApart && vocabularyCount < text.vocabularySize
    else { return }
    throw ModelError(
      .invalidTokenizer,
      "\(file.path) has \(vocabularyCount) tokens; the model knows \(text.vocabularySize). "
        + "The tokenizer is of another model."
    )
  }
}

extension BytePairTokenizer: TextTokenizer {}
extension WordPieceTokenizer: TextTokenizer {}
