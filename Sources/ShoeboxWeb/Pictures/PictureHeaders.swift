// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// How long clients may keep a picture of a photo.
struct PictureHeaders: Sendable {
  /// The first digits of the photo's content hash.
  let version: String
  /// What else makes a difference: size and format.
  let variant: String
  /// Whether the address names the version: then its picture never changes.
  let isVersioned: Bool

  /// The validator.
  var entityTag: String { "\"\(version)-\(variant)\"" }

  /// The head of an answer.
  ///
  /// - Parameter mediaType: Of the picture; nil if it is not sent.
  /// - Returns: The fields.
  func fields(_ mediaType: String?) -> HTTPFields {
    var fields: HTTPFields = [
      .eTag: entityTag,
      .vary: "Accept",
      .cacheControl: isVersioned ? "private, max-age=31536000, immutable" : "private, no-cache",
    ]
    if let mediaType { fields[.contentType] = mediaType }
    return fields
  }

  /// The answer to somebody who has the picture.
  func notModified(_ request: Request) -> Response? {
    guard EntityTags(request.headers[.ifNoneMatch]).contain(entityTag) else { return nil }
    return Response(status: .notModified, headers: fields(nil))
  }
}
