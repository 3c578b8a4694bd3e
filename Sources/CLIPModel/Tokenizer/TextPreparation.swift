// SPDX-License-Identifier: MIT

/// A part of a text on its way to tokens.
enum TextPiece: Sendable {
  /// Cleaned text, yet to be split into words.
  case text([Unicode.Scalar])
  /// A special token that was written out in the text.
  case token(Int32)
}

/// Cleans a text and cuts it at the special tokens that are written out in it.
struct TextPreparation: Sendable {
  private let cleaning: TextCleaning
  private let beforeCleaning: AddedTokenSplitter
  private let afterCleaning: AddedTokenSplitter

  /// - Parameters:
  ///   - cleaning: What the reference does to the text.
  ///   - addedTokens: The tokens to look for; for `huggingFace` only.
  init(_ cleaning: TextCleaning, addedTokens: [AddedToken]) {
    self.cleaning = cleaning
    beforeCleaning = AddedTokenSplitter(
      addedTokens.filter { !$0.isNormalized }.map { (Array($0.content.unicodeScalars), $0.id) }
    )
    afterCleaning = AddedTokenSplitter(
      addedTokens.filter(\.isNormalized).map {
        (HuggingFaceCleaning.clean(Array($0.content.unicodeScalars)), $0.id)
      }
    )
  }

  /// The cleaned text, in order.
  func pieces(of text: String) -> [TextPiece] {
    let scalars = Array(text.unicodeScalars)
    switch cleaning {
    case .openAI: return [.text(OpenAICleaning.clean(scalars))]
    case .huggingFace:
      return beforeCleaning.split(scalars).flatMap { piece in
        guard case .text(let part) = piece else { return [piece] }
        return afterCleaning.split(HuggingFaceCleaning.clean(part))
      }
    }
  }
}
