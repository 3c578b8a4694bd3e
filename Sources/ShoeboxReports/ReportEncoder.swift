// SPDX-License-Identifier: MIT

package import Foundation

/// JSON as the command and the server write it: keys sorted and in snake case, slashes as they are.
package enum ReportEncoder {
  /// A value as JSON.
  ///
  /// - Parameter value: What to write; its numbers are finite.
  /// - Returns: UTF-8, without a line feed.
  /// - Throws: `EncodingError` for a value that JSON cannot hold.
  package static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}
