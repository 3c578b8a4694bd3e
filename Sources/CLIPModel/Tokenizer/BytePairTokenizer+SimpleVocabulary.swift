// SPDX-License-Identifier: MIT

extension BytePairTokenizer {
  /// Reads OpenAI's `bpe_simple_vocab_16e6.txt`: merges alone, from which the tokens follow.
  ///
  /// The tokens are the 256 bytes inside a word, the same at its end, what each merge makes, and the
  /// two special tokens. The file has more merges than any model uses.
  ///
  /// - Parameters:
  ///   - bytes: The file's contents, unpacked; borrowed.
  ///   - vocabularySize: How many tokens the model knows.
  ///   - contextLength: The most ids in a sequence, at least 2.
  ///   - cleaning: The cleaning of the model's own reference.
  ///   - file: The file's name, for error messages.
  /// - Throws: `.invalidTokenizer` if the file is damaged or has too few merges.
  /// - Source: OpenAI CLIP, `simple_tokenizer.py`.
  package init(
    simpleVocabulary bytes: UnsafeRawBufferPointer,
    vocabularySize: Int,
    contextLength: Int,
    cleaning: TextCleaning,
    file: String
  ) throws(ModelError) {
    let lines = try SimpleVocabularyLines(bytes, count: vocabularySize - 514, file: file)
    var builder = VocabularyBuilder(file: file)
    var id = 0
    for ending in [[], ByteAlphabet.endOfWord] {
      // In the order of the characters, which is that of the printable bytes and then the others.
      for character in ByteAlphabet.ordered {
        try builder.addToken((Array(character.utf8) + ending).span, id: id)
        id += 1
      }
    }
    for merge in lines.merges {
      try builder.addToken((merge.left + merge.right).span, id: id)
      id += 1
    }
    for name in [SpecialToken.startOfText, SpecialToken.endOfText] {
      _ = try builder.addSpecialToken(name, id: id)
      id += 1
    }
    for merge in lines.merges { try builder.addMerge(merge.left.span, merge.right.span) }
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

/// The merges of a `bpe_simple_vocab_16e6.txt`.
private struct SimpleVocabularyLines {
  private(set) var merges: [(left: [UInt8], right: [UInt8])] = []

  init(_ bytes: UnsafeRawBufferPointer, count: Int, file: String) throws(ModelError) {
    guard !bytes.starts(with: [0x1F, 0x8B]) else {
      throw ModelError(.unsupported, "\(file) is compressed. Unpack it: `gunzip \(file)`.")
    }
    guard bytes.count <= 1 << 26, (0...(1 << 20)).contains(count) else {
      throw ModelError(.invalidTokenizer, "\(file) is not the vocabulary of a CLIP model.")
    }
    merges.reserveCapacity(count)
    // The first line is a comment.
    for line in bytes.split(separator: UInt8(ascii: "\n"), maxSplits: count + 1).dropFirst() {
      guard merges.count < count else { break }
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count == 2, !words[0].isEmpty, !words[1].isEmpty else {
        throw ModelError(
          .invalidTokenizer,
          "\(file) has a merge in line \(merges.count + 2) that is not two tokens and a space. "
            + "It is damaged; fetch it again."
        )
      }
      merges.append((Array(words[0]), Array(words[1])))
    }
    guard merges.count == count else {
      throw ModelError(
        .invalidTokenizer,
        "\(file) has \(merges.count) merges; the model needs \(count). "
          + "The tokenizer is of another model."
      )
    }
  }
}
