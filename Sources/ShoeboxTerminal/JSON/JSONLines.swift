// SPDX-License-Identifier: MIT

import Foundation

/// Writes one JSON object a line.
///
/// Keys are sorted and written in snake case, and slashes stand as they are, so that the same
/// values give the same bytes and paths can be read.
package struct JSONLines: Sendable {
  private let output: ByteOutput

  /// Lines on an output.
  package init(_ output: ByteOutput) {
    self.output = output
  }

  /// Writes a value and a line feed; the output decides when they leave the process.
  ///
  /// - Parameter value: An object whose numbers are finite.
  /// - Throws: ``OutputError``, or `EncodingError` for a value that JSON cannot hold.
  package func write(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var line = try encoder.encode(value)
    line.append(UInt8(ascii: "\n"))
    try output.write(line)
  }
}
