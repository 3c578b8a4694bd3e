// SPDX-License-Identifier: MIT

extension WordPieceTokenizer {
  /// The tokenizer of a model.
  ///
  /// - Parameters:
  ///   - files: Where the tokenizer's files are.
  ///   - text: The tower that takes the ids.
  /// - Throws: ``ModelError`` if the files are damaged or have ids that the tower has no vectors for.
  init(_ files: ModelFiles, for text: ModelConfiguration.Text) throws(ModelError) {
    let file: ModelFile
    switch files.tokenizer {
    case .complete(let json):
      file = json
      try self.init(
        tokenizerJSON: json.bytes,
        contextLength: text.contextLength,
        file: json.path
      )
    case .wordPieces(let vocabulary):
      file = vocabulary
      try self.init(
        vocabulary: vocabulary.bytes,
        contextLength: text.contextLength,
        file: vocabulary.path
      )
    case .vocabulary(let vocabulary, _), .simpleVocabulary(let vocabulary):
      throw ModelError(
        .unsupported,
        "\(vocabulary.path) is a byte-pair vocabulary, and the model's text encoder takes BERT's "
          + "word pieces. Copy vocab.txt from where the model was published."
      )
    }
    try checkVocabulary(file, of: files, for: text)
  }
}
