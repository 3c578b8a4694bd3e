// SPDX-License-Identifier: MIT

import Crypto
import Foundation
import HTTPTypes

/// Where the next page of a search begins, as an opaque word for clients.
struct SearchCursor: Sendable, Equatable {
  let offset: Int
  /// Which search it belongs to.
  private let search: String

  /// A place in the results of a search.
  ///
  /// - Parameters:
  ///   - offset: In its order.
  ///   - parts: All that the order depends on.
  init(offset: Int, of parts: [String]) {
    self.offset = offset
    search = Self.name(of: parts)
  }

  /// Reads a word.
  ///
  /// - Parameters:
  ///   - text: The word.
  ///   - parts: All that the order of the present search depends on.
  /// - Throws: ``Problem`` 400 for a word that nobody gave out, or for another search.
  init(_ text: String, of parts: [String]) throws {
    let words = String(decoding: Base64URL.bytes(of: text) ?? [], as: UTF8.self)
      .split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, words[0].utf8.count <= 9, let offset = Int(words[0]), offset >= 0,
      words[1] == Self.name(of: parts)
    else { throw Problem(.badRequest, "The cursor belongs to another search.") }
    self.init(offset: offset, of: parts)
  }

  /// The word.
  var text: String { Base64URL.text(of: Array("\(offset) \(search)".utf8)) }

  private static func name(of parts: [String]) -> String {
    let digest = SHA256.hash(data: Data(parts.joined(separator: "\0").utf8))
    return Base64URL.text(of: Array(digest.prefix(9)))
  }
}
