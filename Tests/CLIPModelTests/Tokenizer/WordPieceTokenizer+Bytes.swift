// SPDX-License-Identifier: MIT

import CLIPModel

extension WordPieceTokenizer {
  /// Reads a `vocab.txt` in memory, by the name "v.txt".
  init(
    lines: [UInt8],
    contextLength: Int = 52,
    maximumWordLength: Int = standardWordLength
  ) throws {
    self = try lines.withUnsafeBytes { bytes in
      try WordPieceTokenizer(
        vocabulary: bytes,
        contextLength: contextLength,
        maximumWordLength: maximumWordLength,
        file: "v.txt"
      )
    }
  }

  /// A vocabulary of some pieces behind the special ones: `[PAD]` 0, `[UNK]` 1, `[CLS]` 2, `[SEP]` 3.
  init(
    pieces: [String],
    contextLength: Int = 52,
    maximumWordLength: Int = standardWordLength
  ) throws {
    let lines = (["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + pieces).joined(separator: "\n")
    try self.init(
      lines: Array(lines.utf8),
      contextLength: contextLength,
      maximumWordLength: maximumWordLength
    )
  }

  /// Reads a `tokenizer.json` in memory, by the name "t.json".
  init(json: String, contextLength: Int = 52) throws {
    self = try Array(json.utf8).withUnsafeBytes { bytes in
      try WordPieceTokenizer(tokenizerJSON: bytes, contextLength: contextLength, file: "t.json")
    }
  }
}
