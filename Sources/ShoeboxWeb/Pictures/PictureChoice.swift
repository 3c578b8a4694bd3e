// SPDX-License-Identifier: MIT

import Foundation
import HTTPTypes
package import ShoeboxKit

/// The format in which a client gets a picture.
///
/// - Source: RFC 9110, section 12.5.1.
package enum PictureChoice {
  /// What the server prefers.
  ///
  /// A WebP file is a fifth smaller and takes several times as long to make, and connections
  /// in a house are quicker than encoders: a client that would as soon have either gets JPEG.
  private static let preferences: [(format: PictureFormat, quality: Double)] = [
    (.jpeg, 1), (.webp, 0.7),
  ]

  /// The best format for a client.
  ///
  /// - Parameter accept: Its `Accept` header.
  /// - Returns: The format.
  /// - Throws: ``Problem`` 406 if it takes none of them.
  package static func format(accept: String?) throws -> PictureFormat {
    let ranges = ranges(accept ?? "*/*")
    let choices = preferences.map { preference in
      (preference.format, preference.quality * quality(of: preference.format.mediaType, in: ranges))
    }
    guard let best = choices.max(by: { $0.1 < $1.1 }), best.1 > 0 else {
      throw Problem(.notAcceptable, "Pictures come as image/jpeg or image/webp.")
    }
    return best.0
  }

  /// What stands in the header: at most 64 ranges with what they are worth.
  private static func ranges(_ accept: String) -> [(range: String, quality: Double)] {
    accept.lowercased().split(separator: ",").prefix(64).map { item in
      let parts = item.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap {
        Double($0.dropFirst(2))
      }
      return (parts.first ?? "", min(max(quality ?? 1, 0), 1))
    }
  }

  /// What a type is worth to the client: what is said most exactly counts.
  private static func quality(of type: String, in ranges: [(range: String, quality: Double)])
    -> Double
  {
    for name in [type, "image/*", "*/*"] {
      if let range = ranges.first(where: { $0.range == name }) { return range.quality }
    }
    return 0
  }
}
