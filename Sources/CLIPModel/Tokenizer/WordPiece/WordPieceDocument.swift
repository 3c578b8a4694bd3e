// SPDX-License-Identifier: MIT

/// What a `tokenizer.json` says, checked to be of BERT's kind without upper case.
struct WordPieceDocument {
  let vocabulary: WordPieceVocabulary
  /// Words of more characters are unknown.
  let maximumWordLength: Int

  init(_ bytes: UnsafeRawBufferPointer, file: String) throws(ModelError) {
    var builder = VocabularyBuilder(file: file)
    var model: [String: JSONValue]?
    var members: [String: JSONValue] = [:]

    var reader = try JSONReader(bytes, file: file, code: .invalidTokenizer)
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "model": model = try Self.readModel(from: &reader, into: &builder, file: file)
      case "added_tokens", "normalizer", "pre_tokenizer":
        members[key] = try JSONValue(reading: &reader)
      default: try reader.skipValue()
      }
    }
    try reader.finish()

    guard let model else {
      throw ModelError(.invalidTokenizer, "\(file) has no model. It is not a tokenizer.json.")
    }
    guard Self.isLowercasing(members["normalizer"] ?? .null) else {
      throw Self.unsupported(file, "another normalizer than BERT's for lower case")
    }
    guard members["pre_tokenizer"] == ["type": "BertPreTokenizer"] else {
      throw Self.unsupported(file, "another way to split text into words than BERT's")
    }
    maximumWordLength = try Self.maximumWordLength(model, file: file)
    try Self.checkAddedTokens(members["added_tokens"] ?? [], &builder, file: file)
    vocabulary = try WordPieceVocabulary(builder.finishTable(), file: file)
  }

  // MARK: - The parts

  /// Whether a normalizer cleans, puts spaces around ideographs, strips accents and lowers case.
  private static func isLowercasing(_ normalizer: JSONValue) -> Bool {
    normalizer["type"] == "BertNormalizer"
      && normalizer["clean_text"] == true
      && normalizer["handle_chinese_chars"] == true
      && normalizer["lowercase"] == true
      // Where nothing is said, accents go with upper case.
      && [nil, .null, true].contains(normalizer["strip_accents"])
  }

  /// Reads the pieces, and gives what else is said about the model.
  private static func readModel(
    from reader: inout JSONReader,
    into builder: inout VocabularyBuilder,
    file: String
  ) throws(ModelError) -> [String: JSONValue] {
    var options: [String: JSONValue] = [:]
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "type":
        // At once: other kinds have vocabularies that look different.
        guard try reader.readString() == "WordPiece" else {
          throw unsupported(file, "another model than BERT's word pieces")
        }
      case "vocab": try builder.addTokens(from: &reader)
      default: options[key] = try JSONValue(reading: &reader)
      }
    }
    return options
  }

  private static func maximumWordLength(
    _ model: [String: JSONValue],
    file: String
  ) throws(ModelError) -> Int {
    guard [nil, "[UNK]"].contains(model["unk_token"]),
      [nil, "##"].contains(model["continuing_subword_prefix"])
    else { throw unsupported(file, "other word pieces than BERT's") }
    guard let stated = model["max_input_chars_per_word"] else {
      return WordPieceTokenizer.standardWordLength
    }
    guard let length = stated.integer, (1...1_000).contains(length) else {
      throw ModelError(
        .invalidTokenizer,
        "\(file) cuts words of an impossible number of characters. It is damaged."
      )
    }
    return length
  }

  /// Refuses tokens to be found in a text that are not BERT's own, in square brackets.
  private static func checkAddedTokens(
    _ list: JSONValue,
    _ builder: inout VocabularyBuilder,
    file: String
  ) throws(ModelError) {
    let own = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    for entry in list.array ?? [] {
      guard let content = entry["content"]?.string, let id = entry["id"]?.integer else {
        throw ModelError(
          .invalidTokenizer,
          "\(file) adds a token without content or id. It is damaged."
        )
      }
      guard own.contains(content), entry["normalized"] != true, entry["single_word"] != true else {
        throw unsupported(file, "the added token “\(content)”")
      }
      _ = try builder.addSpecialToken(content, id: id)
    }
  }

  private static func unsupported(_ file: String, _ what: String) -> ModelError {
    ModelError(
      .unsupported,
      "\(file) describes a tokenizer with \(what). It is not supported; use a Chinese-CLIP model."
    )
  }
}
