// SPDX-License-Identifier: MIT

import CLIPModel

extension BytePairTokenizer {
  /// Reads a `tokenizer.json` in memory, by the name "t.json".
  init(json: [UInt8], contextLength: Int = 77, cleaning: TextCleaning = .huggingFace) throws {
    self = try json.withUnsafeBytes { bytes in
      try BytePairTokenizer(
        tokenizerJSON: bytes,
        contextLength: contextLength,
        cleaning: cleaning,
        file: "t.json"
      )
    }
  }

  /// Reads a `vocab.json` and a `merges.txt` in memory, by the name "t".
  init(
    vocabulary: [UInt8],
    merges: [UInt8],
    contextLength: Int = 77,
    cleaning: TextCleaning = .huggingFace
  ) throws {
    self = try vocabulary.withUnsafeBytes { vocabulary in
      try merges.withUnsafeBytes { merges in
        try BytePairTokenizer(
          vocabulary: vocabulary,
          merges: merges,
          contextLength: contextLength,
          cleaning: cleaning,
          file: "t"
        )
      }
    }
  }
}
