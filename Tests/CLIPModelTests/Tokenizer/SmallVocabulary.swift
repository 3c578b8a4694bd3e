// SPDX-License-Identifier: MIT

/// A vocabulary of bytes and a few merges, to be written in every form and damaged at will.
struct SmallVocabulary {
  /// In the order of their ids; the special tokens are not among them.
  var names: [String]
  var merges: [(String, String)]
  /// What `tokenizer.json` says beside tokens and merges; a test replaces members to break them.
  var normalizer = """
    {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Replace", \
    "pattern": {"Regex": "\\\\s+"}, "content": " "}, {"type": "Lowercase"}]}
    """
  var pattern = #"'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"#
  var byteLevel = #"{"type": "ByteLevel", "add_prefix_space": false}"#
  var modelOptions = #""type": "BPE", "end_of_word_suffix": "</w>""#
  var moreAddedTokens = ""

  /// All bytes, and the tokens that the merges make, once each.
  init(merges: [(String, String)] = []) {
    names = Self.bytes + Self.bytes.map { $0 + "</w>" }
    self.merges = merges
    for (left, right) in merges where !names.contains(left + right) { names.append(left + right) }
  }

  /// The id of a token.
  func id(_ name: String) -> Int32 {
    switch name {
    case "<|startoftext|>": Int32(names.count)
    case "<|endoftext|>": Int32(names.count + 1)
    default: Int32(names.firstIndex(of: name) ?? -1)
    }
  }

  /// The vocabulary as an object of names and ids.
  var vocabularyJSON: String {
    let entries = (names + ["<|startoftext|>", "<|endoftext|>"]).enumerated().map { id, name in
      "\(quoted(name)): \(id)"
    }
    return "{\(entries.joined(separator: ", "))}"
  }

  var mergesText: String {
    "#version: 0.2\n" + merges.map { "\($0) \($1)\n" }.joined()
  }

  /// The merges as an array of pairs.
  var mergesJSON: String {
    "[\(merges.map { "[\(quoted($0)), \(quoted($1))]" }.joined(separator: ", "))]"
  }

  /// The merges as an array of strings.
  var mergeLinesJSON: String {
    "[\(merges.map { quoted("\($0) \($1)") }.joined(separator: ", "))]"
  }

  /// A `tokenizer.json`.
  ///
  /// - Parameters:
  ///   - merges: Other merges than `mergesJSON`.
  ///   - vocabulary: Another vocabulary than `vocabularyJSON`.
  ///   - mergesFirst: Whether the merges come before the vocabulary.
  /// - Returns: The file's text.
  func json(merges: String? = nil, vocabulary: String? = nil, mergesFirst: Bool = false) -> String {
    let merges = #""merges": \#(merges ?? mergesJSON)"#
    let vocabulary = #""vocab": \#(vocabulary ?? vocabularyJSON)"#
    let members = mergesFirst ? [merges, vocabulary] : [vocabulary, merges]
    return """
      {"version": "1.0", "truncation": null,
      "added_tokens": [
      {"id": \(names.count), "content": "<|startoftext|>", "normalized": true, "special": true},
      {"id": \(names.count + 1), "content": "<|endoftext|>", "normalized": false}\(moreAddedTokens)],
      "normalizer": \(normalizer),
      "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
      {"type": "Split", "pattern": {"Regex": "\(pattern)"}, "behavior": "Removed", "invert": true},
      \(byteLevel)]},
      "model": {\(modelOptions), \(members.joined(separator: ", "))}}
      """
  }

  private func quoted(_ name: String) -> String {
    "\"\(name.replacing(#"\"#, with: #"\\"#).replacing("\"", with: #"\""#))\""
  }

  /// The characters that stand for bytes, in the order of OpenAI's vocabulary: printable ones first.
  private static let bytes: [String] = {
    let ranges: [ClosedRange<UInt32>] = [
      0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF, 0x100...0x143,
    ]
    return ranges.joined().compactMap { Unicode.Scalar($0).map { String($0) } }
  }()
}
