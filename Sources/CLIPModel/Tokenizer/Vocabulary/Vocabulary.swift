// SPDX-License-Identifier: MIT

/// What byte pair encoding needs of a vocabulary: ids only, no names.
struct Vocabulary: Sendable {
  /// Two neighbours that become one token.
  struct Merge: Sendable {
    /// When it was learned; lower goes first.
    let rank: Int32
    let result: Int32
  }

  /// The number of ids.
  let count: Int
  let startOfText: Int32
  let endOfText: Int32
  /// The ids of the 256 bytes inside a word, then of the 256 bytes at its end.
  private let byteTokens: [Int32]
  private let merges: [UInt64: Merge]

  init(
    count: Int,
    startOfText: Int32,
    endOfText: Int32,
    byteTokens: [Int32],
    merges: [UInt64: Merge]
  ) {
    precondition(byteTokens.count == 512, "512 byte tokens are needed, got \(byteTokens.count)")
    self.count = count
    self.startOfText = startOfText
    self.endOfText = endOfText
    self.byteTokens = byteTokens
    self.merges = merges
  }

  /// The token of a single byte.
  func token(of byte: UInt8, endsWord: Bool) -> Int32 {
    byteTokens[Int(byte) + (endsWord ? 256 : 0)]
  }

  /// What two neighbours merge into, if they do.
  func merge(of left: Int32, and right: Int32) -> Merge? {
    merges[Self.key(left, right)]
  }

  /// A pair of ids as one number.
  static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }
}
