// SPDX-License-Identifier: MIT

extension WordPieceTokenizer {
  /// Reads a `vocab.txt`; the rest is as `transformers.BertTokenizer` sets it.
  ///
  /// - Parameters:
  ///   - lines: The contents: a token a line, the id of each the number of its line from 0; borrowed.
  ///   - contextLength: The most ids in a sequence, at least 2.
  ///   - maximumWordLength: Words of more characters are unknown.
  ///   - file: The name of the file, for error messages.
  /// - Throws: `.invalidTokenizer` if the file is damaged.
  package init(
    vocabulary lines: UnsafeRawBufferPointer,
    contextLength: Int,
    maximumWordLength: Int = standardWordLength,
    file: String
  ) throws(ModelError) {
    var builder = VocabularyBuilder(file: file)
    var rest = lines[...]
    // What follows the last end of line is no token where nothing does.
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest.dropFirst(line.count + 1)
      let name = Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
      guard !name.isEmpty else { throw builder.invalid("has an empty line among its tokens") }
      try builder.addToken(name.span, id: builder.count)
    }
    try self.init(
      WordPieceVocabulary(builder.finishTable(), file: file),
      maximumWordLength: maximumWordLength,
      contextLength: contextLength,
      file: file
    )
  }
}
