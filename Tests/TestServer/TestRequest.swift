// SPDX-License-Identifier: MIT

/// What a client asks.
package struct TestRequest: Sendable, Equatable {
  /// The path, with its slash.
  package let path: String
  /// The fields of its head; names in small letters.
  package let fields: [String: String]

  init(path: String, fields: [String: String]) {
    self.path = path
    self.fields = fields
  }

  /// A request for a file, or for the rest of it.
  package init(path: String, range first: Int? = nil) {
    self.init(path: path, fields: first.map { ["range": "bytes=\($0)-"] } ?? [:])
  }

  /// The first byte that is asked for, if a part is.
  package var firstByte: Int? {
    guard let range = fields["range"], range.hasPrefix("bytes="), range.hasSuffix("-") else {
      return nil
    }
    return Int(range.dropFirst(6).dropLast())
  }
}
