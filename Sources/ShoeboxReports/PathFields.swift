// SPDX-License-Identifier: MIT

import Foundation

/// A path in a JSON object: text, and the bytes beside it where they are no text.
///
/// JSON holds nothing but Unicode, and file names are bytes. A path that is not UTF-8 is written
/// with U+FFFD for what is not, which is for people, and with a second field in base64, from which
/// a program gets the name back:
///
/// ```json
/// {"path":"caf\u{FFFD}.jpg","path_base64":"Y2Fm6S5qcGc="}
/// ```
///
/// An object takes the fields in among its own by encoding them to the same encoder:
///
/// ```swift
/// func encode(to encoder: any Encoder) throws {
///   try PathFields(path).encode(to: encoder)
///   var container = encoder.container(keyedBy: CodingKeys.self)
///   try container.encode(score, forKey: .score)
/// }
/// ```
package struct PathFields: Encodable, Sendable, Equatable {
  /// What people read.
  package let text: String

  /// The bytes in base64; nil where `text` says it all.
  package let base64: String?

  private let key: String

  /// The fields of a path.
  ///
  /// - Parameters:
  ///   - path: Raw bytes.
  ///   - key: The name of the field; the second one is called the same with `_base64` behind it.
  package init(_ path: [UInt8], key: String = "path") {
    text = String(decoding: path, as: UTF8.self)
    base64 = text.utf8.elementsEqual(path) ? nil : Data(path).base64EncodedString()
    self.key = key
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(text, forKey: Key(stringValue: key))
    try container.encodeIfPresent(base64, forKey: Key(stringValue: key + "_base64"))
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }
}
