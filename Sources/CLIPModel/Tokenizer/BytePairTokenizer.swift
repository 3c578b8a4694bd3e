// SPDX-License-Identifier: MIT

/// CLIP's tokenizer: words, then byte-level byte pair encoding.
///
/// A text is cleaned, split into words (runs of letters, single digits, runs of anything else,
/// English contractions), and each word's UTF-8 bytes are merged into tokens by the vocabulary's
/// merges. Ids are those of the reference that ``TextCleaning`` names, but for what is said there
/// and for characters younger than the reference's Unicode tables (Unicode 9 where the `tokenizers`
/// library puts combining marks in order).
///
/// Source: Sennrich et al. 2016 (byte pair encoding); OpenAI CLIP, `simple_tokenizer.py`.
package struct BytePairTokenizer: Sendable {
  /// The number of ids: those from 0 up to it all have a token, and no others.
  package let vocabularyCount: Int
  /// The id that begins every sequence.
  package let startOfText: Int32
  /// The id that ends every sequence.
  package let endOfText: Int32
  /// The most ids in a sequence, with its first and last.
  package let contextLength: Int

  private let vocabulary: Vocabulary
  private let preparation: TextPreparation
  private let pattern: WordPattern

  /// - Parameters:
  ///   - vocabulary: The tokens and merges.
  ///   - cleaning: The cleaning of the model's own reference.
  ///   - addedTokens: What `huggingFace` cleaning takes for tokens where a text spells them out.
  ///   - literals: What stands for itself among the words, with `huggingFace` cleaning.
  ///   - contextLength: The most ids in a sequence, at least 2.
  ///   - file: The name for error messages.
  /// - Throws: `.invalidTokenizer` if `contextLength` is less than 2.
  init(
    vocabulary: Vocabulary,
    cleaning: TextCleaning,
    addedTokens: [AddedToken],
    literals: [WordPattern.Literal],
    contextLength: Int,
    file: String
  ) throws(ModelError) {
    guard contextLength >= 2 else {
      throw ModelError(
        .invalidTokenizer,
        "\(file) cannot be used with sequences of \(contextLength) tokens; they need 2 or more."
      )
    }
    self.vocabularyCount = vocabulary.count
    self.startOfText = vocabulary.startOfText
    self.endOfText = vocabulary.endOfText
    self.contextLength = contextLength
    self.vocabulary = vocabulary
    switch cleaning {
    case .huggingFace:
      preparation = TextPreparation(cleaning, addedTokens: addedTokens)
      pattern = WordPattern(literals: literals)
    case .openAI:
      preparation = TextPreparation(cleaning, addedTokens: [])
      pattern = WordPattern(
        literals: SpecialToken.openCLIPLiterals(vocabulary),
        ignoresCase: true
      )
    }
  }

  /// The token ids of a text: start of text, at most `contextLength - 2` tokens, end of text.
  ///
  /// - Parameter text: Anything; words that no longer fit are dropped, as the reference drops them.
  /// - Returns: 2 to `contextLength` ids, not padded.
  /// - Complexity: O(n log n) for n bytes of text.
  package func encode(_ text: String) -> [Int32] {
    let limit = contextLength - 1
    var ids = [startOfText]
    var merger = WordMerger(vocabulary)
    for piece in preparation.pieces(of: text) {
      switch piece {
      case .token(let id): ids.append(id)
      case .text(let scalars):
        var scanner = WordScanner(scalars, pattern)
        while ids.count < limit, let word = scanner.next() {
          switch word {
          case .token(let id): ids.append(id)
          case .characters(let range): merger.append(tokensOf: scalars[range], to: &ids)
          }
        }
      }
      guard ids.count < limit else { break }
    }
    ids.removeLast(max(0, ids.count - limit))
    ids.append(endOfText)
    return ids
  }
}
