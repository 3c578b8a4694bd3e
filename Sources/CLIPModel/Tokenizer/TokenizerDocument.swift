// SPDX-License-Identifier: MIT

/// What a `tokenizer.json` says, checked to be of CLIP's kind.
struct TokenizerDocument {
  let vocabulary: Vocabulary
  let addedTokens: [AddedToken]
  /// What stands for itself among the words of a text.
  let literals: [WordPattern.Literal]

  init(_ bytes: UnsafeRawBufferPointer, file: String) throws(ModelError) {
    var builder = VocabularyBuilder(file: file)
    var hasModel = false
    var members: [String: JSONValue] = [:]

    var reader = try JSONReader(bytes, file: file, code: .invalidTokenizer)
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "model":
        try Self.readModel(from: &reader, into: &builder, file: file)
        hasModel = true
      case "added_tokens", "normalizer", "pre_tokenizer":
        members[key] = try JSONValue(reading: &reader)
      default: try reader.skipValue()
      }
    }
    try reader.finish()

    guard hasModel else {
      throw ModelError(.invalidTokenizer, "\(file) has no model. It is not a tokenizer.json.")
    }
    guard members["normalizer"] == Self.normalizer else {
      throw Self.unsupported(file, "another normalizer than CLIP's")
    }
    literals = try Self.literals(of: members["pre_tokenizer"] ?? .null, file: file)
    addedTokens = try Self.addTokens(members["added_tokens"] ?? [], to: &builder, file: file)
    vocabulary = try builder.finish()
  }

  // MARK: - The parts

  /// Canonical composition, white space collapsed, lower case.
  private static let normalizer: JSONValue = [
    "type": "Sequence",
    "normalizers": [
      ["type": "NFC"],
      ["type": "Replace", "pattern": ["Regex": #"\s+"#], "content": " "],
      ["type": "Lowercase"],
    ],
  ]

  /// How words are found; newer files put the special tokens before it.
  private static let words = #"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"#
  private static let specialTokens = #"<\|startoftext\|>|<\|endoftext\|>|"#

  /// The literals among the words that the pre-tokenizer finds.
  ///
  /// Its second half may split words once more, as GPT-2 does; of CLIP's words, that divides only the
  /// literals.
  private static func literals(
    of preTokenizer: JSONValue,
    file: String
  ) throws(ModelError) -> [WordPattern.Literal] {
    guard preTokenizer["type"] == "Sequence",
      let steps = preTokenizer["pretokenizers"]?.array, steps.count == 2,
      steps[0]["type"] == "Split", steps[0]["behavior"] == "Removed", steps[0]["invert"] == true,
      let pattern = steps[0]["pattern"]?["Regex"]?.string,
      pattern == words || pattern == specialTokens + words,
      steps[1]["type"] == "ByteLevel", steps[1]["add_prefix_space"] == false
    else { throw unsupported(file, "another way to split text into words than CLIP's") }
    guard pattern != words else { return [] }
    return SpecialToken.literals(areSplit: steps[1]["use_regex"] != false)
  }

  /// Reads the byte pair encoding; its merges may come before the vocabulary that they name.
  private static func readModel(
    from reader: inout JSONReader,
    into builder: inout VocabularyBuilder,
    file: String
  ) throws(ModelError) {
    var options: [String: JSONValue] = [:]
    var hasVocabulary = false
    var earlyMerges: JSONReader?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "type":
        // At once: other kinds have vocabularies that look different.
        guard try reader.readString() == "BPE" else {
          throw unsupported(file, "another model than CLIP's")
        }
      case "vocab":
        try builder.addTokens(from: &reader)
        hasVocabulary = true
      case "merges" where hasVocabulary: try builder.addMerges(from: &reader)
      case "merges":
        earlyMerges = reader
        try reader.skipValue()
      default: options[key] = try JSONValue(reading: &reader)
      }
    }
    if var earlyMerges { try builder.addMerges(from: &earlyMerges) }

    let isCLIP =
      options["end_of_word_suffix"] == "</w>"
      && [nil, .null, ""].contains(options["continuing_subword_prefix"])
      && [nil, .null].contains(options["dropout"])
      && [nil, false].contains(options["byte_fallback"])
      && [nil, false].contains(options["ignore_merges"])
    guard isCLIP else { throw unsupported(file, "another byte pair encoding than CLIP's") }
  }

  /// Reads the tokens that are found in the text before words are formed.
  private static func addTokens(
    _ list: JSONValue,
    to builder: inout VocabularyBuilder,
    file: String
  ) throws(ModelError) -> [AddedToken] {
    var tokens: [AddedToken] = []
    for entry in list.array ?? [] {
      guard let content = entry["content"]?.string, let id = entry["id"]?.integer else {
        throw ModelError(
          .invalidTokenizer,
          "\(file) adds a token without content or id. It is damaged."
        )
      }
      guard entry["single_word"] != true else {
        throw unsupported(file, "added tokens that must stand alone")
      }
      let token = try builder.addSpecialToken(content, id: id)
      tokens.append(
        AddedToken(content: content, id: token, isNormalized: entry["normalized"] == true)
      )
    }
    return tokens
  }

  private static func unsupported(_ file: String, _ what: String) -> ModelError {
    ModelError(
      .unsupported,
      "\(file) describes a tokenizer with \(what). It is not supported; use a CLIP model."
    )
  }
}
