// SPDX-License-Identifier: MIT

/// What to look for: a weighted sum of sentences and example photos.
///
/// A query is written as text, which ``parse(_:)`` reads, or put together in Swift; both of these
/// are the same query:
///
/// ```swift
/// let written = try Query.parse("2:beach + ./dog.jpg - people")
/// let built = 2 * Query.text("beach") + .photo("./dog.jpg") - .text("people")
/// ```
///
/// Every term has a vector of length 1; the query is the sum of weight times vector, brought back
/// to length 1. Filters say which photos may be found at all; a query of filters alone finds what fits them, the newest
/// first.
public struct Query: Sendable, Hashable {
  /// One part of the sum.
  public struct Term: Sendable, Hashable {
    /// What the vector of a term is made from.
    public enum Content: Sendable, Hashable {
      /// A sentence, given to the model as it is: no prompt is put around it.
      case text(String)
      /// An example photo, by its path as the user wrote it: `~` and the working directory are the
      /// caller's business. Bytes that are no UTF-8 are escaped as ``EscapedBytes`` does.
      case photo(path: String)
      /// An example photo of the library, by its number there: `photo:123`.
      case libraryPhoto(Int64)
      /// An example that was encoded before, by ``PhotoLibrary/embedding(ofPhoto:)`` for instance: (E) numbers.
      case embedding([Float])
    }

    /// How much the term counts: finite, negative to move away from it, 1 as a rule.
    public var weight: Float

    /// What the term stands for.
    public var content: Content

    /// A term of a sum.
    public init(_ content: Content, weight: Float = 1) {
      self.content = content
      self.weight = weight
    }
  }

  /// The parts of the sum, in the order in which they were written.
  public var terms: [Term]

  /// What a photo must be, or must not be, to be found at all.
  public var filters: [QueryFilter]

  /// A query of the given terms and filters.
  public init(terms: [Term], filters: [QueryFilter] = []) {
    self.terms = terms
    self.filters = filters
  }

  /// A query for what a sentence describes.
  public static func text(_ text: String) -> Query {
    Query(terms: [Term(.text(text))])
  }

  /// A query for photos like the one at `path`.
  ///
  /// - Parameter path: As for the shell. A path that does not begin with `/`, `./`, `../` or `~/`
  ///   gets a `./`, by which the written form of a query tells photos from text.
  /// - Returns: A query of one term.
  public static func photo(_ path: String) -> Query {
    Query(terms: [Term(.photo(path: Term.Content.recognizable(path)))])
  }

  /// Both sums in one, under the filters of both.
  public static func + (left: Query, right: Query) -> Query {
    Query(terms: left.terms + right.terms, filters: left.filters + right.filters)
  }

  /// The first sum without the second, under the filters of both.
  public static func - (left: Query, right: Query) -> Query {
    left + -right
  }

  /// The sum with all weights negated; the filters stay as they are.
  public static prefix func - (query: Query) -> Query {
    -1 * query
  }

  /// The sum with all weights multiplied; the filters stay as they are.
  public static func * (weight: Float, query: Query) -> Query {
    Query(
      terms: query.terms.map { Term($0.content, weight: weight * $0.weight) },
      filters: query.filters
    )
  }
}

extension Query.Term.Content {
  /// How the written path of a photo begins.
  private static let pathPrefixes = ["/", "./", "../", "~/"]

  /// Whether a term that is written like this means a photo.
  static func isPath(_ written: some StringProtocol) -> Bool {
    pathPrefixes.contains { written.utf8.starts(with: $0.utf8) }
  }

  /// The path, written so that it is recognised as one.
  static func recognizable(_ path: String) -> String {
    isPath(path) ? path : "./" + path
  }
  /// What stands in front of the number of a photo of the library.
  static let photoPrefix = "photo:"

  /// Reads `photo:123`; nil for anything else, which is text.
  static func libraryPhoto(_ written: String) -> Self? {
    guard written.hasPrefix(photoPrefix) else { return nil }
    let digits = written.utf8.dropFirst(photoPrefix.utf8.count)
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(written.dropFirst(photoPrefix.count)).map(Self.libraryPhoto)
  }
}
