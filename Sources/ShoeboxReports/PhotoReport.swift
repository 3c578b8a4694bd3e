// SPDX-License-Identifier: MIT

package import ShoeboxKit

/// A photo as JSON: what the command writes with `--json`, and what the web app's API answers with.
///
/// `Documentation/Command.md` has the fields.
package struct PhotoReport: Encodable, Sendable {
  private let photo: LibraryPhoto
  private let similarity: Float?
  private let relevance: Relevance?
  private let alike: [LibraryPhoto]

  /// A photo that was not searched for.
  package init(_ photo: LibraryPhoto) {
    self.photo = photo
    similarity = nil
    relevance = nil
    alike = []
  }

  /// A photo that was found.
  package init(_ match: PhotoMatch) {
    photo = match.details
    similarity = match.similarity
    relevance = match.relevance
    alike = match.alike
  }

  private enum Key: CodingKey {
    case photo, version, similarity, relevance, takenAt, takenAtSource, width, height, latitude,
      longitude, camera, format, byteCount, color, copies, alike
  }

  package func encode(to encoder: any Encoder) throws {
    try PathFields(photo.path.bytes).encode(to: encoder)
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(photo.photo, forKey: .photo)
    try fields.encode(photo.version, forKey: .version)
    try fields.encodeIfPresent(similarity, forKey: .similarity)
    try fields.encodeIfPresent(relevance?.rawValue, forKey: .relevance)
    try fields.encodeIfPresent(photo.takenAt?.iso8601, forKey: .takenAt)
    try fields.encodeIfPresent(photo.takenAt?.source, forKey: .takenAtSource)
    try fields.encode(photo.pixelWidth, forKey: .width)
    try fields.encode(photo.pixelHeight, forKey: .height)
    try fields.encodeIfPresent(photo.latitude, forKey: .latitude)
    try fields.encodeIfPresent(photo.longitude, forKey: .longitude)
    try fields.encodeIfPresent(photo.camera, forKey: .camera)
    try fields.encode(photo.format, forKey: .format)
    try fields.encode(photo.byteCount, forKey: .byteCount)
    try fields.encodeIfPresent(photo.colour.map(Self.written), forKey: .color)
    try fields.encode(photo.copies.map { PathFields($0.bytes) }, forKey: .copies)
    if !alike.isEmpty { try fields.encode(alike.map(PhotoReport.init), forKey: .alike) }
  }

  /// "#rrggbb".
  private static func written(_ colour: UInt32) -> String {
    let digits = String(colour & 0xFF_FFFF, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
