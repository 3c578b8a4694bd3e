// SPDX-License-Identifier: MIT

extension BytePairTokenizer {
  /// The size of OpenAI's vocabulary, which open_clip's own tokenizer has built in.
  private static let officialVocabularySize = 49_408

  /// The tokenizer of a model.
  ///
  /// Texts are cleaned as the model's own reference cleans them: open_clip runs its built-in tokenizer for the official
  /// vocabulary; any other vocabulary, and every model in Hugging Face's layout, comes with a `tokenizer.json` that
  /// says how.
  ///
  /// - Parameters:
  ///   - files: Where the tokenizer's files are.
  ///   - text: The tower that takes the ids.
  /// - Throws: ``ModelError`` if the files are damaged or have ids that the tower has no vectors for.
  init(_ files: ModelFiles, for text: ModelConfiguration.Text) throws(ModelError) {
    let cleaning = Self.cleaning(files, for: text)
    let file: ModelFile
    switch files.tokenizer {
    case .complete(let json):
      file = json
      try self.init(
        tokenizerJSON: json.bytes,
        contextLength: text.contextLength,
        cleaning: cleaning,
        file: json.path
      )
    case .vocabulary(let vocabulary, let merges):
      file = vocabulary
      try self.init(
        vocabulary: vocabulary.bytes,
        merges: merges.bytes,
        contextLength: text.contextLength,
        cleaning: cleaning,
        file: vocabulary.path
      )
    case .simpleVocabulary(let merges):
      file = merges
      try self.init(
        simpleVocabulary: merges.bytes,
        vocabularySize: text.vocabularySize,
        contextLength: text.contextLength,
        cleaning: cleaning,
        file: merges.path
      )
    case .wordPieces(let vocabulary):
      throw ModelError(
        .unsupported,
        "\(vocabulary.path) is a vocabulary of BERT's kind, and the model's text encoder takes "
          + "CLIP's. Copy tokenizer.json from where the model was published."
      )
    }
    try checkVocabulary(file, of: files, for: text)
  }

  /// How texts are cleaned for a model.
  static func cleaning(_ files: ModelFiles, for text: ModelConfiguration.Text) -> TextCleaning {
    switch files.configuration {
    case .openAI: .openAI
    case .openCLIP: text.vocabularySize == officialVocabularySize ? .openAI : .huggingFace
    case .huggingFace, .chineseCLIP: .huggingFace
    case .package(let manifest, _): manifest.tokenizer.cleaning == .openAI ? .openAI : .huggingFace
    }
  }
}
