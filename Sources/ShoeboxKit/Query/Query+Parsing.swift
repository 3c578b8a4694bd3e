// SPDX-License-Identifier: MIT

extension Query {
  /// The most terms a written query may have: each text costs one run of the model.
  public static let maximumTermCount = 64

  /// The most filters a written query may have.
  public static let maximumFilterCount = 64

  /// Reads a written query.
  ///
  /// Terms are joined by ` + ` and ` - `, full width or not, with white space around the operator, so
  /// that ordinary sentences, `t-shirt` and `C++` are never taken apart. A number and a colon in front of a term
  /// weigh it, as in `2:beach`. A term that begins with `./`, `../`, `/` or `~/` is the path of a
  /// photo, `photo:123` is a photo of the library; everything else is text. Words such as `after:2023-05` and `-camera:fuji`
  /// are filters, wherever they stand. Double quotes around a term protect what is in them from being
  /// an operator, a weight or a filter. `Documentation/QueryLanguage.md` has the grammar.
  ///
  /// - Parameter source: What the user wrote.
  /// - Returns: A query of 1 to ``maximumTermCount`` terms, of which at least one has a weight
  ///   other than zero; or of none, if it has filters.
  /// - Throws: ``QueryError``, with the position of what cannot be read.
  /// - Complexity: O(n) for n characters.
  public static func parse(_ source: String) throws(QueryError) -> Query {
    var parser = QueryParser(source)
    return try parser.parse()
  }
}
