// SPDX-License-Identifier: MIT

/// BERT's tokenizer: words without accents and in lower case, then the longest pieces that are known.
///
/// Ids are those of `transformers.BertTokenizer`, which `ChineseCLIPProcessor` uses, but for
/// characters that are younger than its tables of decompositions.
///
/// - Source: Devlin et al. 2018; Google BERT, `tokenization.py`; tokenizers, `models/wordpiece`.
package struct WordPieceTokenizer: Sendable {
  /// What transformers cuts into pieces; cn_clip goes up to 200.
  package static let standardWordLength = 100

  /// The number of ids: those from 0 up to it all have a token, and no others.
  package let vocabularyCount: Int
  /// The most ids in a sequence, with its first and last.
  package let contextLength: Int

  private let vocabulary: WordPieceVocabulary
  private let splitter: AddedTokenSplitter
  private let maximumWordLength: Int

  /// - Parameters:
  ///   - vocabulary: The pieces.
  ///   - maximumWordLength: Words of more characters are unknown.
  ///   - contextLength: The most ids in a sequence, at least 2.
  ///   - file: The name for error messages.
  /// - Throws: `.invalidTokenizer` if `contextLength` is less than 2.
  init(
    _ vocabulary: WordPieceVocabulary,
    maximumWordLength: Int,
    contextLength: Int,
    file: String
  ) throws(ModelError) {
    guard contextLength >= 2 else {
      throw ModelError(
        .invalidTokenizer,
        "\(file) cannot be used with sequences of \(contextLength) tokens; they need 2 or more."
      )
    }
    self.vocabulary = vocabulary
    self.maximumWordLength = maximumWordLength
    self.contextLength = contextLength
    vocabularyCount = vocabulary.count
    splitter = AddedTokenSplitter(
      vocabulary.specialTokens.map { (Array($0.content.unicodeScalars), $0.id) }
    )
  }

  /// The token ids of a text: `[CLS]`, at most `contextLength - 2` pieces, `[SEP]`.
  ///
  /// - Parameter text: Anything; pieces that no longer fit are dropped.
  /// - Returns: 2 to `contextLength` ids, not padded.
  /// - Complexity: O(n log n) for n bytes of text.
  package func encode(_ text: String) -> [Int32] {
    let limit = contextLength - 1
    var ids = [vocabulary.start]
    for piece in splitter.split(Array(text.unicodeScalars)) {
      switch piece {
      case .token(let id): ids.append(id)
      case .text(let scalars):
        var words = BERTWords(BERTCleaning.clean(scalars))
        while ids.count < limit, let word = words.next() {
          if word.count > maximumWordLength {
            ids.append(vocabulary.unknown)
          } else {
            vocabulary.append(piecesOf: word, to: &ids)
          }
        }
      }
      guard ids.count < limit else { break }
    }
    ids.removeLast(max(0, ids.count - limit))
    ids.append(vocabulary.end)
    return ids
  }
}
