// SPDX-License-Identifier: MIT

extension Query: CustomStringConvertible {
  /// The query as a user would write it.
  ///
  /// ``parse(_:)`` reads it back as the same query, if it has 1 to ``maximumTermCount`` terms with
  /// finite weights, one of them not zero, whose texts are not blank and whose paths begin as
  /// written ones do; or filters and no terms. A vector cannot be written: a note stands in its place.
  public var description: String {
    var description = ""
    for term in terms {
      let isNegative = term.weight.sign == .minus
      if !description.isEmpty { description += isNegative ? " - " : " + " }
      if description.isEmpty && isNegative { description += "- " }
      description += Self.written(term.content, weight: term.weight.magnitude)
    }
    for filter in filters { description += (description.isEmpty ? "" : " ") + filter.description }
    return description
  }

  /// A term without its sign, with quotes around the content where it needs them.
  private static func written(_ content: Term.Content, weight: Float) -> String {
    let prefix = weight == 1 ? "" : DecimalNumber(weight.description).text + ":"
    let plain: String
    let readBack: Term.Content
    switch content {
    case .text(let text):
      plain = text
      readBack = content
    case .photo(let path):
      plain = Term.Content.recognizable(path)
      readBack = .photo(path: plain)
    case .libraryPhoto(let photo): return prefix + Term.Content.photoPrefix + String(photo)
    case .embedding(let vector): return prefix + "(a vector of \(vector.count) numbers)"
    }
    // A quote inside might find its counterpart in another term.
    if !plain.unicodeScalars.contains("\""),
      (try? parse(prefix + plain)) == Query(terms: [Term(readBack, weight: weight)])
    {
      return prefix + plain
    }
    let quoted = plain.inDoubleQuotes
    // What begins like a path is one even in quotes, but for a backslash.
    let isTextLikePath = content == .text(plain) && Term.Content.isPath(plain)
    return prefix + (isTextLikePath ? "\"\\" + quoted.dropFirst() : quoted)
  }
}
