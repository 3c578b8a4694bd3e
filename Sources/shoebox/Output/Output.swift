// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxReports
import ShoeboxTerminal
import SystemPackage

/// Results on standard output, everything else on standard error.
enum Output {
  /// What standard output leads to.
  static let terminal = Terminal(descriptor: StandardStreams.output.descriptor)

  /// One JSON object on a line of its own.
  static func json(_ value: some Encodable) throws {
    try StandardStreams.output.write(ReportEncoder.encode(value) + [UInt8(ascii: "\n")])
  }

  /// A line of results.
  static func line(_ text: String) throws {
    try StandardStreams.output.write(text + "\n")
  }

  /// A path as the bytes it is, and a byte behind it.
  static func path(_ path: FilePath, end: UInt8) throws {
    try StandardStreams.output.write(path.bytes + [end])
  }

  /// Rows of results in aligned columns.
  ///
  /// - Parameters:
  ///   - columns: Titles and alignment.
  ///   - rows: As many cells in each.
  /// - Throws: `OutputError`.
  static func table(_ columns: [Table.Column], _ rows: [[String]]) throws {
    var table = Table(columns)
    for row in rows { table.append(row) }
    try StandardStreams.output.write(table.text { terminal.styled($0, .dim) })
  }

  /// Names and what belongs to them.
  static func facts(_ rows: [[String]]) throws {
    try table([Table.Column(), Table.Column()], rows)
  }

  /// A line on standard error.
  ///
  /// That it cannot be written is no reason to stop.
  static func note(_ text: String) {
    try? StandardStreams.error.write(TerminalText.escaping(text) + "\n")
  }

  /// Text of the argument parser.
  ///
  /// - Parameters:
  ///   - text: One or more lines.
  ///   - isError: Whether it goes to standard error.
  /// - Throws: `OutputError`.
  static func write(_ text: String, isError: Bool) throws {
    let stream = isError ? StandardStreams.error : StandardStreams.output
    try stream.write(text.hasSuffix("\n") ? text : text + "\n")
    try stream.flush()
  }
}

extension FilePath {
  /// The path as it may be shown on a terminal: control characters could do anything there.
  var forTerminal: String { TerminalText.escaping(bytes) }
}
