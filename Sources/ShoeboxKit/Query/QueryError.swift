// SPDX-License-Identifier: MIT

/// Why a query cannot be read or has no meaning.
public struct QueryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private let raw: String

    private init(_ raw: String) { self.raw = raw }

    /// There is nothing to look for.
    public static let empty = Code("empty")
    /// An operator lacks the term behind it.
    public static let missingTerm = Code("missing-term")
    /// A double quote at the beginning of a term has no counterpart.
    public static let unclosedQuote = Code("unclosed-quote")
    /// A minus touches the word behind it, so that it could mean two things.
    public static let ambiguousMinus = Code("ambiguous-minus")
    /// A weight is not a finite number.
    public static let invalidWeight = Code("invalid-weight")
    /// What stands behind the colon of a filter says nothing under its key.
    public static let invalidFilter = Code("invalid-filter")
    /// There are more filters than a query may have.
    public static let tooManyFilters = Code("too-many-filters")
    /// There are more terms than a query may have.
    public static let tooManyTerms = Code("too-many-terms")
    /// The terms cancel each other, or all weigh nothing.
    public static let cancelled = Code("cancelled")

    /// The code in words, for example "missing-term".
    public var description: String { raw }
  }

  /// The kind of failure, to act upon.
  public let code: Code

  /// What is wrong and what to write instead: whole sentences for people.
  public let message: String

  /// The character of the written query that the message is about, counted from 1.
  public let position: Int?

  init(_ code: Code, _ message: String, position: Int? = nil) {
    self.code = code
    self.message = message
    self.position = position
  }

  /// The message.
  public var description: String { message }
}
