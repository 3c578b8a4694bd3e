// SPDX-License-Identifier: MIT

/// The validators that a client has, as in `If-None-Match`.
///
/// - Source: RFC 9110, sections 8.8.3 and 13.1.2.
package struct EntityTags: Sendable {
  private let isAny: Bool
  private let tags: [Substring]

  package init(_ field: String?) {
    let text = field ?? ""
    isAny = text == "*"
    // A comma may stand inside a tag; none of ours has one.
    tags = text.split(separator: ",").map { tag in
      let trimmed = tag.drop { $0 == " " || $0 == "\t" }
      let end = trimmed.lastIndex { $0 != " " && $0 != "\t" }
      return end.map { trimmed[...$0] } ?? ""
    }
  }

  /// Whether the client has a thing with this tag; whether tags are weak does not matter.
  package func contain(_ tag: String) -> Bool {
    isAny || tags.contains { $0 == tag || $0 == "W/\(tag)" }
  }
}
