// SPDX-License-Identifier: MIT

package import Foundation

/// Writes reports as JSON: the same names and forms wherever they are written.
package enum ReportEncoder {
  /// One JSON object without line breaks.
  ///
  /// Keys are sorted and written in snake case, and slashes stand as they are, so that the same
  /// values give the same bytes and paths can be read.
  ///
  /// - Parameter value: An object whose numbers are finite.
  /// - Returns: UTF-8.
  /// - Throws: `EncodingError` for a value that JSON cannot hold.
  package static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}
