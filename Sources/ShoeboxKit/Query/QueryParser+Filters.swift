// SPDX-License-Identifier: MIT

extension QueryParser {
  /// Reads `filter = ["-"] key ":" value`, if there is one at `index`, and moves behind it.
  ///
  /// Keys are words that a sentence seldom has directly in front of a colon without a space behind it; what looks like a
  /// filter and is none belongs in double quotes.
  ///
  /// - Returns: Whether there was one.
  mutating func readFilter() throws(QueryError) -> Bool {
    let start = index
    guard isWordStart(start), let (key, excludes, valueStart) = filterKey(at: start) else {
      return false
    }
    let value: String
    if isAt(valueStart, "\"") {
      guard let closing = closingQuote(of: valueStart) else {
        throw unclosedQuote(at: valueStart)
      }
      value = unescaped(valueStart + 1..<closing)
      index = closing + 1
      guard isSpace(index) else { throw invalidFilter(key, at: start) }
    } else {
      index = endOfWord(from: valueStart)
      value = string(source[valueStart..<index])
    }
    guard let filter = QueryFilter(key, value, excludes: excludes) else {
      throw invalidFilter(key, at: start)
    }
    guard filters.count < Query.maximumFilterCount else {
      throw error(.tooManyFilters, at: start) {
        "The query has more than \(Query.maximumFilterCount) filters: the one at character \($0) is "
          + "too many."
      }
    }
    filters.append(filter)
    return true
  }

  /// The key of the filter that begins at `start`, whether a minus stands in front of it, and where its value begins;
  /// nil where there is no filter.
  private func filterKey(at start: Int) -> (QueryFilter.Key, excludes: Bool, valueStart: Int)? {
    let excludes = isAt(start, "-") || isAt(start, Self.fullWidthMinus)
    let keyStart = excludes ? start + 1 : start
    let letters = source[min(keyStart, source.count)...].prefix(Self.longestKey).prefix {
      $0.isASCII && $0.properties.isAlphabetic
    }
    let colon = keyStart + letters.count
    guard isAt(colon, ":"), !isSpace(colon + 1),
      let key = QueryFilter.Key(rawValue: string(letters).lowercased())
    else { return nil }
    return (key, excludes, colon + 1)
  }

  private static let longestKey = QueryFilter.Key.allCases.map(\.rawValue.count).max() ?? 0

  private func invalidFilter(_ key: QueryFilter.Key, at start: Int) -> QueryError {
    let word = string(source[start..<endOfWord(from: start)].prefix(40))
    return error(.invalidFilter, at: start) {
      "The filter '\(word)' at character \($0) cannot be read: \(key.usage), or put double quotes "
        + "around text."
    }
  }
}
