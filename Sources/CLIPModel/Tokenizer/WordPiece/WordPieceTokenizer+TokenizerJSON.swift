// SPDX-License-Identifier: MIT

extension WordPieceTokenizer {
  /// Reads a `tokenizer.json`.
  ///
  /// - Parameters:
  ///   - bytes: The file's contents, borrowed for the call.
  ///   - contextLength: The most ids in a sequence, at least 2.
  ///   - file: The file's name, for error messages.
  /// - Throws: `.invalidTokenizer` if the file is damaged or its parts contradict each other;
  ///   `.unsupported` if it is sound, but does not describe a tokenizer of Chinese-CLIP's kind.
  package init(
    tokenizerJSON bytes: UnsafeRawBufferPointer,
    contextLength: Int,
    file: String
  ) throws(ModelError) {
    let document = try WordPieceDocument(bytes, file: file)
    try self.init(
      document.vocabulary,
      maximumWordLength: document.maximumWordLength,
      contextLength: contextLength,
      file: file
    )
  }
}
