// SPDX-License-Identifier: MIT

import HTTPTypes
import ShoeboxKit

/// Reads queries as they come from browsers.
struct QueryReader: Sendable {
  /// The longest query in bytes.
  static let longest = 4096
  /// What stands before the word that an upload was given.
  static let uploadPrefix = "upload:"

  let uploads: UploadStore

  /// Reads a query.
  ///
  /// Files cannot be named: a page shall not find out what lies on the machine. Pictures that were uploaded can.
  ///
  /// - Parameter text: In the query language of the command.
  /// - Returns: The query, with the vectors of uploads in their places.
  /// - Throws: ``QueryError``; ``Problem`` 400 for the path of a file, or for an upload that is forgotten.
  func query(_ text: String) throws -> Query {
    var query = try Query.parse(text)
    for index in query.terms.indices {
      switch query.terms[index].content {
      case .photo:
        throw Problem(
          .badRequest,
          "Files of the machine cannot be searched by from here. Drop the picture on the page, or put the sentence in "
            + "quotation marks if it begins with a slash or a dot."
        )
      case .text(let word) where word.hasPrefix(Self.uploadPrefix):
        guard let embedding = uploads.embedding(word.dropFirst(Self.uploadPrefix.count)) else {
          throw Problem(
            .badRequest,
            "The picture that was dropped is forgotten. Drop it once more."
          )
        }
        query.terms[index].content = .embedding(embedding)
      case .text, .libraryPhoto, .embedding: break
      }
    }
    return query
  }

  /// Reads what consists of filters alone.
  ///
  /// - Parameter text: May be empty.
  /// - Returns: The filters, all of which must hold.
  /// - Throws: As ``query(_:)``, and ``Problem`` 400 if there is anything else.
  func filters(_ text: String) throws -> [QueryFilter] {
    if text.allSatisfy(\.isWhitespace) { return [] }
    let query = try query(text)
    guard query.terms.isEmpty else {
      throw Problem(.badRequest, "Here the query consists of filters alone, such as after:2023-05.")
    }
    return query.filters
  }
}
