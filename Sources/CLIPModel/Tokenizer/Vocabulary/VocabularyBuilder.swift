// SPDX-License-Identifier: MIT

/// Collects the names and merges of a vocabulary and checks that they fit together.
///
/// Add all tokens first, then the merges in order, then ``finish()``; or ``finishTable()`` where a
/// vocabulary has no merges.
struct VocabularyBuilder {
  /// More tokens or merges than this are refused; the largest vocabularies have a quarter of it.
  private static let maximumCount = 1 << 20

  private let file: String
  private var table = TokenTable()
  private var isTaken: [Bool] = []
  private var merges: [UInt64: Vocabulary.Merge] = [:]
  private var mergeCount: Int32 = 0
  /// The name of the token that a merge makes.
  private var joined: [UInt8] = []

  /// - Parameter file: The name for error messages.
  init(file: String) {
    self.file = file
  }

  /// The number of tokens so far.
  var count: Int { table.count }

  /// Adds a token.
  ///
  /// - Throws: `.invalidTokenizer` if the name or the id is there already, or the id is negative or
  ///   beyond any vocabulary.
  mutating func addToken(_ name: Span<UInt8>, id: Int) throws(ModelError) {
    guard id >= 0, id < Self.maximumCount else {
      throw invalid("gives “\(text(name))” the id \(id), which is out of range")
    }
    while isTaken.count <= id { isTaken.append(false) }
    guard !isTaken[id] else { throw invalid("gives the id \(id) to two tokens") }
    isTaken[id] = true
    guard table.insert(name, id: Int32(id)) else { throw invalid("has “\(text(name))” twice") }
  }

  /// Adds a token that may be there already, which is so for most of the special ones.
  ///
  /// - Returns: Its id.
  /// - Throws: `.invalidTokenizer` if the name or the id is there, but not together.
  mutating func addSpecialToken(_ content: String, id: Int) throws(ModelError) -> Int32 {
    let name = Array(content.utf8)
    if let known = table[name.span] {
      guard Int(known) == id else {
        throw invalid("gives “\(content)” both the id \(known) and the id \(id)")
      }
      return known
    }
    try addToken(name.span, id: id)
    return Int32(id)
  }

  /// Adds the next merge: two tokens that become the token named by both names together.
  ///
  /// A pair that comes twice counts where it comes last, as in the references.
  mutating func addMerge(_ left: Span<UInt8>, _ right: Span<UInt8>) throws(ModelError) {
    guard mergeCount < Self.maximumCount else {
      throw invalid("has more than \(Self.maximumCount) merges")
    }
    if mergeCount == 0 { merges.reserveCapacity(table.count) }
    joined.removeAll(keepingCapacity: true)
    left.withUnsafeBufferPointer { joined.append(contentsOf: $0) }
    right.withUnsafeBufferPointer { joined.append(contentsOf: $0) }
    guard let leftToken = table[left], let rightToken = table[right],
      let result = table[joined.span]
    else {
      throw invalid(
        "merges “\(text(left))” and “\(text(right))”, but not all of “\(text(left))”, "
          + "“\(text(right))” and “\(text(joined.span))” are tokens"
      )
    }
    merges[Vocabulary.key(leftToken, rightToken)] = .init(rank: mergeCount, result: result)
    mergeCount += 1
  }

  /// The finished vocabulary.
  ///
  /// - Throws: `.invalidTokenizer` if ids are left out, or a byte or a special token has none.
  consuming func finish() throws(ModelError) -> Vocabulary {
    try checkIDs()
    var byteTokens: [Int32] = []
    for ending in [[], ByteAlphabet.endOfWord] {
      for character in ByteAlphabet.characters {
        byteTokens.append(try id(of: Array(character.utf8) + ending))
      }
    }
    return Vocabulary(
      count: table.count,
      startOfText: try id(of: Array(SpecialToken.startOfText.utf8)),
      endOfText: try id(of: Array(SpecialToken.endOfText.utf8)),
      byteTokens: byteTokens,
      merges: merges
    )
  }

  /// The finished names and ids of a vocabulary without merges.
  ///
  /// - Throws: `.invalidTokenizer` if ids are left out.
  consuming func finishTable() throws(ModelError) -> TokenTable {
    try checkIDs()
    return table
  }

  private func checkIDs() throws(ModelError) {
    if let missing = isTaken.firstIndex(of: false) {
      throw invalid("has \(table.count) tokens, none of them with the id \(missing)")
    }
  }

  private func id(of name: [UInt8]) throws(ModelError) -> Int32 {
    guard let id = table[name.span] else {
      throw invalid("lacks the token “\(text(name.span))”")
    }
    return id
  }

  private func text(_ name: Span<UInt8>) -> String {
    name.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// The error that the file “is so and so”.
  func invalid(_ what: String) -> ModelError {
    ModelError(.invalidTokenizer, "\(file) \(what). It is damaged; fetch it again.")
  }
}
