// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal
import SystemPackage

/// The command `shoebox model list`.
struct ModelListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the models that are here, and those that can be pulled.",
    discussion: """
      An asterisk marks the model in use, a plus the one that the library is
      changing to. Sizes with ~ are guesses: nobody has
      published them.

        shoebox model list
        shoebox model list --json | jq -r 'select(.state == "installed").name'
      """
  )

  @Flag(help: "One JSON object a line.")
  var json = false

  @OptionGroup var library: LibraryOptions

  func run() throws {
    let inUse = try library.modelsInUse()
    let entries = try ModelEntry.all(in: .standard)
    if json {
      for entry in entries { try Output.json(ModelEntryReport(entry, inUse: inUse)) }
      return
    }
    let columns = ["", "model", "state", "size", "licence", ""].map {
      Table.Column($0, $0 == "size" ? .trailing : .leading)
    }
    try Output.table(
      columns,
      entries.map { entry in
        [
          entry.mark(inUse), entry.name, entry.state.description, entry.shownSize,
          entry.shortLicence, entry.summary,
        ]
      }
    )
    Output.note(
      "Get one with: shoebox model pull NAME. Say which one to use with: shoebox model use NAME"
    )
  }
}

/// An entry as JSON.
private struct ModelEntryReport: Encodable {
  let name, title, state, summary: String
  let licence, path: String?
  let byteCount: Int64?
  let guessedByteCount: Int64
  let isResearchOnly, isInUse: Bool

  init(_ entry: ModelEntry, inUse: [ModelSelection]) {
    name = entry.name
    title = entry.title
    state = entry.state.description
    summary = entry.summary
    licence = entry.licence
    path = entry.path?.string
    byteCount = entry.byteCount
    guessedByteCount = entry.guessedByteCount
    isResearchOnly = entry.isResearchOnly
    isInUse = inUse.first.map(entry.isMeant) ?? false
  }
}
