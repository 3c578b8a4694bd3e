// SPDX-License-Identifier: MIT

import ShoeboxKit

/// Words of a query that begin with a minus, which the parser of the command line would take for options.
enum QueryWords {
  /// Stands in front of such a word until the parser is done: a control character that nobody types.
  private static let mark: Character = "\u{2}"

  /// Marks the words of a search that cannot be options: filters such as `-folder:Screenshots`, and what holds a space.
  ///
  /// - Parameter arguments: All arguments of the command.
  /// - Returns: As many.
  static func marked(_ arguments: [String]) -> [String] {
    guard arguments.first == "search" else { return arguments }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map { isQuery($0) ? String(mark) + $0 : $0 } + arguments[end...]
  }

  /// The word as it was written.
  static func plain(_ word: String) -> String {
    word.first == mark ? String(word.dropFirst()) : word
  }

  private static func isQuery(_ word: String) -> Bool {
    guard word.first == "-", !word.hasPrefix("--") else { return false }
    if word.contains(where: \.isWhitespace) { return true }
    guard let colon = word.firstIndex(of: ":") else { return false }
    let key = word[..<colon].dropFirst().lowercased()
    return QueryFilter.Key(rawValue: key) != nil
  }
}
