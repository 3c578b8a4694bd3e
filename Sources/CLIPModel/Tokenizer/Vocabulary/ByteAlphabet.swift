// SPDX-License-Identifier: MIT

/// The characters that stand for bytes in the names of tokens.
///
/// Printable Latin-1 stands for itself; the other 68 bytes, in order, are U+0100 to U+0143.
///
/// Source: `bytes_to_unicode` in OpenAI's `simple_tokenizer.py`.
enum ByteAlphabet {
  /// By byte.
  static let characters: [Unicode.Scalar] = {
    var substitutes = (0x100...0x143).compactMap { Unicode.Scalar($0 as UInt32) }
    return (UInt8.min...UInt8.max).map { byte in
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: Unicode.Scalar(byte)
      default: substitutes.removeFirst()
      }
    }
  }()

  /// In the order in which they begin OpenAI's vocabulary: Latin-1's first, then the substitutes.
  static let ordered = characters.sorted { $0.value < $1.value }

  /// What a token's name ends in if it ends a word.
  static let endOfWord = Array("</w>".utf8)
}
