// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxReports
import ShoeboxTerminal
import SystemPackage

/// How many results, and in what form.
struct MatchOutputOptions: ParsableArguments {
  @Option(name: [.customShort("n"), .long], help: "How many photos at most.")
  var limit = 20

  @Flag(help: "One JSON object a line.")
  var json = false

  @Flag(help: "Paths alone, one a line.")
  var paths = false

  @Flag(name: .customShort("0"), help: "Paths alone, each ended by a zero byte: for xargs -0.")
  var zero = false

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit takes a number above zero.") }
    guard [json, paths, zero].count(where: { $0 }) < 2 else {
      throw ValidationError("--json, --paths and -0 exclude each other.")
    }
  }

  /// Writes matches to standard output, and to standard error what a user should know besides.
  ///
  /// - Throws: `ExitCode` 1 if there are none.
  func write(_ matches: SearchResults, of library: PhotoLibrary) throws {
    if json {
      for match in matches { try Output.json(PhotoReport(match)) }
    } else if paths || zero {
      for match in matches { try Output.path(match.path, end: zero ? 0 : UInt8(ascii: "\n")) }
    } else if !matches.isEmpty {
      try writeTable(matches)
    }
    try StandardStreams.output.flush()
    try Hints.write(after: matches, in: library, isQuiet: json || paths || zero)
    if matches.isEmpty { throw ExitCode(1) }
  }

  private func writeTable(_ matches: SearchResults) throws {
    // A query of filters alone compares nothing.
    let hasScores = matches.contains { $0.similarity != nil }
    try Output.table(
      (hasScores ? [Table.Column("score", .trailing)] : [])
        + [Table.Column("taken"), Table.Column("photo")],
      matches.map { match in
        let score = match.similarity.map { Quantity.decimal(Double($0), places: 3) } ?? ""
        let photo = match.path.forTerminal + Self.others(of: match)
        return (hasScores ? [score] : []) + [match.takenAt?.description ?? "", photo]
      }
    )
  }

  /// What is shown as one with a match, in parentheses.
  private static func others(of match: PhotoMatch) -> String {
    var others: [String] = []
    if !match.copies.isEmpty { others.append(Quantity.count(match.copies.count, "copy", "copies")) }
    if !match.alike.isEmpty { others.append("\(Quantity.count(match.alike.count)) alike") }
    return others.isEmpty ? "" : "  (+\(others.joined(separator: ", +")))"
  }
}
