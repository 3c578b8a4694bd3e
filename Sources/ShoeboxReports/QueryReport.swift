// SPDX-License-Identifier: MIT

package import ShoeboxKit

/// What was understood of a query, as JSON.
package struct QueryReport: Encodable, Sendable {
  /// A sentence or an example.
  package struct Term: Encodable, Sendable {
    /// `text`, `photo` for one of the library, `path` for a file, `upload` for a vector from outside.
    package let kind: String
    package let text: String?
    package let photo: Int64?
    package let path: String?
    package let weight: Float
  }

  /// What a photo must be, or must not be.
  package struct Filter: Encodable, Sendable {
    /// What the filter is about: `date` (also for `after` and `before`), `near`, `camera`, `folder` or `type`.
    package let key: String
    /// As it is written in the query.
    package let text: String
    /// In English words.
    package let label: String
    package let excludes: Bool
  }

  /// As it is written.
  package let text: String
  package let terms: [Term]
  package let filters: [Filter]

  /// A query, as it was understood.
  ///
  /// - Parameters:
  ///   - query: The query.
  ///   - text: What the user wrote.
  package init(_ query: Query, text: String) {
    self.text = text
    terms = query.terms.map(Term.init)
    filters = query.filters.map(Filter.init)
  }
}

extension QueryReport.Term {
  fileprivate init(_ term: Query.Term) {
    var (text, photo, path): (String?, Int64?, String?) = (nil, nil, nil)
    switch term.content {
    case .text(let sentence):
      kind = "text"
      text = sentence
    case .libraryPhoto(let number):
      kind = "photo"
      photo = number
    case .photo(let name):
      kind = "path"
      path = name
    case .embedding: kind = "upload"
    }
    (self.text, self.photo, self.path) = (text, photo, path)
    weight = term.weight
  }
}

extension QueryReport.Filter {
  fileprivate init(_ filter: QueryFilter) {
    key =
      switch filter.key {
      case .after, .before: QueryFilter.Key.date.rawValue
      default: filter.key.rawValue
      }
    text = filter.description
    label = filter.label
    excludes = filter.excludes
  }
}
