// SPDX-License-Identifier: MIT

extension Query {
  /// The most terms a written query may have: each text costs one run of the model.
  public static let maximumTermCount = 64

  /// Reads a written query.
  ///
  /// Terms are joined by ` + ` and ` - `, full width or not, with white space around the operator, so
  /// that ordinary sentences, `t-shirt` and `C++` are never taken apart. A number and a colon in front of a term
  /// weigh it, as in `2:beach`. A term that begins with `./`, `../`, `/` or `~/` is the path of a
  /// photo; everything else is text. Double quotes around a term protect what is in them from being
  /// an operator or a weight. `Documentation/QueryLanguage.md` has the grammar.
  ///
  /// - Parameter source: What the user wrote.
  /// - Returns: A query of 1 to ``maximumTermCount`` terms, of which at least one has a weight
  ///   other than zero.
  /// - Throws: ``QueryError``, with the position of what cannot be read.
  /// - Complexity: O(n) for n characters.
  public static func parse(_ source: String) throws(QueryError) -> Query {
    var parser = QueryParser(source)
    return try parser.parse()
  }
}
