// SPDX-License-Identifier: MIT

extension BytePairTokenizer {
  /// Reads a `tokenizer.json`.
  ///
  /// - Parameters:
  ///   - bytes: The file's contents, borrowed for the call.
  ///   - contextLength: The most ids in a sequence, at least 2.
  ///   - cleaning: The cleaning of the model's own reference.
  ///   - file: The file's name, for error messages.
  /// - Throws: `.invalidTokenizer` if the file is damaged or its parts contradict each other;
  ///   `.unsupported` if it is sound, but does not describe a tokenizer of CLIP's kind.
  package init(
    tokenizerJSON bytes: UnsafeRawBufferPointer,
    contextLength: Int,
    cleaning: TextCleaning,
    file: String
  ) throws(ModelError) {
    let document = try TokenizerDocument(bytes, file: file)
    try self.init(
      vocabulary: document.vocabulary,
      cleaning: cleaning,
      addedTokens: document.addedTokens,
      literals: document.literals,
      contextLength: contextLength,
      file: file
    )
  }
}
