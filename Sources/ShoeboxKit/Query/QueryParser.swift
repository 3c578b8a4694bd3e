// SPDX-License-Identifier: MIT

/// Reads one written query from left to right.
struct QueryParser {
  // Scalars and not characters, so that a combining mark behind a quote or an operator does not
  // hide it.
  let source: [Unicode.Scalar]
  var index = 0
  /// The filters that were read so far.
  var filters: [QueryFilter] = []

  init(_ source: String) {
    self.source = Array(source.unicodeScalars)
  }

  /// Reads `query = [operator] term { operator term }`, with filters between words.
  mutating func parse() throws(QueryError) -> Query {
    var terms: [Query.Term] = []
    try skipToTerm()
    guard index < source.count else {
      if !filters.isEmpty { return Query(terms: [], filters: filters) }
      throw QueryError(
        .empty,
        "The query is empty: describe a photo, or name an example such as ./beach.jpg."
      )
    }
    var sign = FloatingPointSign.plus
    if let leading = operatorSign(at: index) { sign = try readOperator(leading) }
    while true {
      guard terms.count < Query.maximumTermCount else {
        throw error(.tooManyTerms, at: index) {
          "The query has more than \(Query.maximumTermCount) terms: the one at character \($0) is "
            + "too many."
        }
      }
      terms.append(try readTerm(sign))
      guard index < source.count, let next = operatorSign(at: index) else { break }
      sign = try readOperator(next)
    }
    guard terms.contains(where: { $0.weight != 0 }) else {
      throw QueryError(
        .cancelled,
        "Every term of the query has the weight 0: give one of them another weight."
      )
    }
    return Query(terms: terms, filters: filters)
  }

  // MARK: Operators

  /// The sign that the operator at `index` gives to the term behind it; nil where there is no
  /// operator.
  ///
  /// Only a plus or minus that stands alone is one; the full-width ones of Chinese and Japanese
  /// keyboards are as good.
  private func operatorSign(at index: Int) -> FloatingPointSign? {
    guard isWordStart(index), isSpace(index + 1) else { return nil }
    switch source[index] {
    case "+", Self.fullWidthPlus: return .plus
    case "-", Self.fullWidthMinus: return .minus
    default: return nil
    }
  }

  /// Moves to the term behind the operator.
  private mutating func readOperator(_ sign: FloatingPointSign) throws(QueryError)
    -> FloatingPointSign
  {
    let position = index
    let filterCount = filters.count
    index += 1
    try skipToTerm()
    if index == source.count, filters.count > filterCount {
      throw error(.missingTerm, at: position) {
        "Only a filter follows the '\(source[position])' at character \($0): a filter needs no "
          + "operator. To leave out what fits it, put a '-' directly in front of it."
      }
    }
    if index == source.count {
      throw error(.missingTerm, at: position) {
        "Nothing follows the '\(source[position])' at character \($0): put a term behind it, "
          + "or double quotes around the text it belongs to."
      }
    }
    if operatorSign(at: index) != nil {
      throw error(.missingTerm, at: index) {
        "The '\(source[index])' at character \($0) follows another operator: put a term between "
          + "them, or double quotes around the text they belong to."
      }
    }
    return sign
  }

  // MARK: Terms

  /// Reads `term = [weight] (quoted | path | text)` and moves to the operator behind it.
  private mutating func readTerm(_ sign: FloatingPointSign) throws(QueryError) -> Query.Term {
    let weight = try readWeight() ?? 1
    let start = index
    if source[start] == "\"", closingQuote(of: start) == nil { throw unclosedQuote(at: start) }
    let content = try readContent(readPieces(from: start))
    return Query.Term(content, weight: sign == .minus ? -weight : weight)
  }

  /// Moves to the operator behind the term that begins at `start`, or to the end of the query.
  ///
  /// - Returns: Where the term stands: the parts before, between and behind filters, without the space around them. At
  ///   least one.
  private mutating func readPieces(from start: Int) throws(QueryError) -> [Range<Int>] {
    let isPath = isPath(start)
    var pieces = [start..<start]
    var isBehindFilter = false
    while index < source.count {
      if source[index].properties.isWhitespace {
        index += 1
        continue
      }
      if index > start, try readFilter() {
        isBehindFilter = true
        continue
      }
      if index > start, operatorSign(at: index) != nil { break }
      if isBehindFilter { pieces.append(index..<index) }
      isBehindFilter = false
      let isWordStart = index == start || self.isWordStart(index)
      if isWordStart, !isPath, source[index] == "\"", let closing = closingQuote(of: index) {
        index = closing
      } else if isWordStart, !isPath, isTouchingMinus(index) {
        throw ambiguousMinus(at: index)
      }
      index += 1
      pieces[pieces.count - 1] = pieces[pieces.count - 1].lowerBound..<index
    }
    return pieces
  }

  /// Reads a term without its weight.
  ///
  /// Inside quotes around the whole term a backslash stands for the character behind it, and keeps
  /// text that begins like a path from being one.
  private func readContent(_ pieces: [Range<Int>]) throws(QueryError) -> Query.Term.Content {
    let start = pieces[0].lowerBound
    guard pieces.count == 1, closingQuote(of: start) == pieces[0].upperBound - 1 else {
      let written = pieces.map { string(source[$0]) }.joined(separator: " ")
      if let photo = Query.Term.Content.libraryPhoto(written) { return photo }
      return isPath(start) ? .photo(path: written) : .text(written)
    }
    let inside = pieces[0].dropFirst().dropLast()
    let written = unescaped(inside)
    guard written.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw error(.missingTerm, at: start) {
        "There is nothing between the double quotes at character \($0)."
      }
    }
    return isPath(start + 1) ? .photo(path: written) : .text(written)
  }

  /// Reads `weight = ["-"] (digits ["." digits] | "." digits) ":"` directly in front of a term.
  ///
  /// A digit or a space behind the colon makes it text: `12:30 at the clock`, `16:9`, `1984: a
  /// novel`.
  private mutating func readWeight() throws(QueryError) -> Float? {
    var end = index
    if isAt(end, "-") { end += 1 }
    let whole = skipDigits(&end)
    var fraction = 0
    if isAt(end, ".") {
      end += 1
      fraction = skipDigits(&end)
      if fraction == 0 { return nil }
    }
    guard whole + fraction > 0, isAt(end, ":"), !isSpace(end + 1), !isDigit(end + 1) else {
      return nil
    }
    guard let weight = Float(string(source[index..<end])), weight.isFinite else {
      throw error(.invalidWeight, at: index) { "The weight at character \($0) is too large." }
    }
    index = end + 1
    return weight
  }

  private func ambiguousMinus(at index: Int) -> QueryError {
    let word = string(source[(index + 1)...].prefix { !$0.properties.isWhitespace }.prefix(40))
    return error(.ambiguousMinus, at: index) {
      "The '\(source[index])' at character \($0) touches the word behind it: write "
        + "'\(source[index]) \(word)' to move away from "
        + "it, or put double quotes around the text."
    }
  }

  func unclosedQuote(at start: Int) -> QueryError {
    error(.unclosedQuote, at: start) {
      "The double quote at character \($0) is not closed: put another one behind the text."
    }
  }

  // MARK: Characters

  private static let fullWidthPlus: Unicode.Scalar = "\u{FF0B}"
  static let fullWidthMinus: Unicode.Scalar = "\u{FF0D}"

  /// Moves to the next operator or term, or to the end of the query.
  private mutating func skipToTerm() throws(QueryError) {
    repeat {
      while index < source.count, source[index].properties.isWhitespace { index += 1 }
    } while try readFilter()
  }

  /// Where the word that holds `start` ends.
  func endOfWord(from start: Int) -> Int {
    source[start...].firstIndex(where: \.properties.isWhitespace) ?? source.count
  }

  /// What is written between quotes: a backslash stands for the character behind it.
  func unescaped(_ range: Range<Int>) -> String {
    var unescaped: [Unicode.Scalar] = []
    var isEscaped = false
    for scalar in source[range] {
      isEscaped = scalar == "\\" && !isEscaped
      if !isEscaped { unescaped.append(scalar) }
    }
    return string(unescaped[...])
  }

  private func skipDigits(_ index: inout Int) -> Int {
    let start = index
    while isDigit(index) { index += 1 }
    return index - start
  }

  func isAt(_ index: Int, _ scalar: Unicode.Scalar) -> Bool {
    index < source.count && source[index] == scalar
  }

  private func isDigit(_ index: Int) -> Bool {
    index < source.count && ("0"..."9").contains(source[index])
  }

  /// Whether the end of the query or white space is at `index`.
  func isSpace(_ index: Int) -> Bool {
    index >= source.count || source[index].properties.isWhitespace
  }

  func isWordStart(_ index: Int) -> Bool {
    index == 0 || isSpace(index - 1)
  }

  /// Whether a minus is followed by a letter: `-people`, but not `-5 degrees`.
  private func isTouchingMinus(_ index: Int) -> Bool {
    guard isAt(index, "-") || isAt(index, Self.fullWidthMinus) else { return false }
    return index + 1 < source.count && source[index + 1].properties.isAlphabetic
  }

  private func isPath(_ start: Int) -> Bool {
    Query.Term.Content.isPath(string(source[start...].prefix(3)))
  }

  /// The quote that closes the one at `start`; nil where there is none, or no quote at `start`.
  func closingQuote(of start: Int) -> Int? {
    guard isAt(start, "\"") else { return nil }
    var index = start + 1
    while index < source.count {
      if source[index] == "\"" { return index }
      index += source[index] == "\\" ? 2 : 1
    }
    return nil
  }

  func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var string = String.UnicodeScalarView()
    string.append(contentsOf: scalars)
    return String(string)
  }

  /// An error whose message names the position, counted in characters from 1.
  func error(
    _ code: QueryError.Code,
    at index: Int,
    _ message: (_ position: Int) -> String
  ) -> QueryError {
    let position = string(source[..<index]).count + 1
    return QueryError(code, message(position), position: position)
  }
}
