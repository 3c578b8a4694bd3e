// SPDX-License-Identifier: MIT

/// The pieces that words are cut into; inside a word, a piece's name begins with `##`.
struct WordPieceVocabulary: Sendable {
  /// The number of ids.
  let count: Int
  /// What stands for a word that cannot be cut into pieces.
  let unknown: Int32
  /// What begins every sequence.
  let start: Int32
  /// What ends every sequence.
  let end: Int32
  /// The tokens that count as such where a text spells them out, in square brackets.
  let specialTokens: [AddedToken]

  private let table: TokenTable

  /// - Parameters:
  ///   - table: All names and ids, the ids from 0 without gaps.
  ///   - file: The name for error messages.
  /// - Throws: `.invalidTokenizer` if a token that every sequence needs is missing.
  init(_ table: TokenTable, file: String) throws(ModelError) {
    var special: [AddedToken] = []
    for name in ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] {
      guard let id = table[Array(name.utf8).span] else { continue }
      special.append(AddedToken(content: name, id: id, isNormalized: false))
    }
    func id(_ name: String) throws(ModelError) -> Int32 {
      guard let token = special.first(where: { $0.content == name }) else {
        throw ModelError(
          .invalidTokenizer,
          "\(file) lacks the token “\(name)”: it is no vocabulary of BERT's kind."
        )
      }
      return token.id
    }
    self.table = table
    count = table.count
    unknown = try id("[UNK]")
    start = try id("[CLS]")
    end = try id("[SEP]")
    specialTokens = special
  }

  /// Appends the pieces of a word: the longest that it begins with, the longest that the rest
  /// begins with, and so on; or the unknown token if that comes to a dead end.
  ///
  /// - Complexity: O(n²) table look-ups for n bytes.
  func append(piecesOf word: ArraySlice<Unicode.Scalar>, to ids: inout [Int32]) {
    // The two bytes before a piece become its ##: they belong to a piece that was found already, or
    // to the room in front of the word.
    let mark = UInt8(ascii: "#")
    var bytes = [mark, mark]
    for scalar in word { bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar()) }
    let known = ids.count
    var start = 2
    while start < bytes.count {
      let isFirst = start == 2
      if !isFirst { (bytes[start - 2], bytes[start - 1]) = (mark, mark) }
      var end = bytes.count
      var piece: Int32?
      while piece == nil, end > start {
        piece = table[bytes.span.extracting((isFirst ? start : start - 2)..<end)]
        if piece == nil { end = Self.boundary(before: end, in: bytes) }
      }
      guard let piece else {
        ids.removeLast(ids.count - known)
        ids.append(unknown)
        return
      }
      ids.append(piece)
      start = end
    }
  }

  /// Where the last character before `end` begins.
  private static func boundary(before end: Int, in bytes: [UInt8]) -> Int {
    var index = end - 1
    while UTF8.isContinuation(bytes[index]) { index -= 1 }
    return index
  }
}
