// SPDX-License-Identifier: MIT

extension BytePairTokenizer {
  /// Reads a `vocab.json` and a `merges.txt`; the rest is as `transformers.CLIPTokenizer` sets it.
  ///
  /// - Parameters:
  ///   - vocabulary: The contents of `vocab.json`, an object of names and ids; borrowed.
  ///   - merges: The contents of `merges.txt`: a line that holds `#version`, which may be missing,
  ///     then two names a line; borrowed.
  ///   - contextLength: The most ids in a sequence, at least 2.
  ///   - cleaning: The cleaning of the model's own reference.
  ///   - file: The name of the folder or file, for error messages.
  /// - Throws: `.invalidTokenizer` if a file is damaged or they do not belong together.
  package init(
    vocabulary: UnsafeRawBufferPointer,
    merges: UnsafeRawBufferPointer,
    contextLength: Int,
    cleaning: TextCleaning,
    file: String
  ) throws(ModelError) {
    var builder = VocabularyBuilder(file: file)
    var reader = try JSONReader(vocabulary, file: file, code: .invalidTokenizer)
    try builder.addTokens(from: &reader)
    try reader.finish()
    try builder.addMerges(fromLines: merges)
    let vocabulary = try builder.finish()
    try self.init(
      vocabulary: vocabulary,
      cleaning: cleaning,
      addedTokens: SpecialToken.addedTokens(vocabulary),
      literals: SpecialToken.literals(areSplit: true),
      contextLength: contextLength,
      file: file
    )
  }
}
