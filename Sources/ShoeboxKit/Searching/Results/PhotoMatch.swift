// SPDX-License-Identifier: MIT

/// A photo that a search found.
///
/// What is known of the photo itself can be asked of the match directly: `match.path` is `match.details.path`.
@dynamicMemberLookup
public struct PhotoMatch: Sendable, Equatable {
  /// The photo.
  public let details: LibraryPhoto
  /// The cosine of the angle between query and photo, -1...1; nil if the query has no terms.
  ///
  /// Comparable within one search; its scale belongs to the model.
  public let similarity: Float?
  /// Whether it is what the query means, as far as the similarities of all photos tell; nil without a similarity.
  public let relevance: Relevance?
  /// Other shots of the same, hardly different, that are folded under this one: the better ones first.
  public let alike: [LibraryPhoto]

  /// Something that is known of the photo.
  public subscript<Value>(dynamicMember member: KeyPath<LibraryPhoto, Value>) -> Value {
    details[keyPath: member]
  }
}
