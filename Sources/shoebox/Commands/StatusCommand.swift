// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import ShoeboxKit
import ShoeboxReports
import ShoeboxTerminal
import SystemPackage

/// The command `shoebox status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say what the library holds, and which photos could not be read.",
    discussion: """
        shoebox status
        shoebox status --failures
      """
  )

  @Flag(help: "As JSON; failures as one object a line.")
  var json = false

  @Flag(help: "The files that could not be indexed, each with its reason.")
  var failures = false

  @OptionGroup var library: LibraryOptions

  func run() throws {
    let library = try library.open()
    if failures {
      try writeFailures(of: library)
    } else if json {
      try Output.json(StatusReport(library.status(), at: library.location))
    } else {
      try writeText(library.status(), at: library.location)
    }
  }

  private func writeFailures(of library: PhotoLibrary) throws {
    let failures = try library.failures()
    for failure in failures {
      if json {
        try Output.json(FailureReport(failure))
      } else {
        try Output.line("\(failure.path.forTerminal): \(failure.reason)")
      }
    }
    if failures.isEmpty, !json { Output.note("Every file could be read.") }
  }

  private func writeText(_ status: LibraryStatus, at location: LibraryLocation) throws {
    var rows = [
      ["Library", location.folder.forTerminal],
      [
        "Photos",
        "\(Quantity.count(status.photos)) in \(Quantity.count(status.files - status.failures, "file"))",
      ],
      ["Searchable", Quantity.count(status.searchable)],
      [
        "Failures",
        status.failures == 0 ? "none" : "\(Quantity.count(status.failures)) (see --failures)",
      ],
      ["Missing", Quantity.count(status.missing)],
      ["Model", "\(status.model), \(status.embeddingDimension) dimensions"],
      ["Computing", "\(status.precision) with \(status.instructionSet)"],
      ["On disk", onDisk(status)],
    ]
    for model in status.models where !model.isServing {
      let state = model.isChosen ? "the next index run completes it" : "not in use"
      rows.append([
        "Also",
        "\(TerminalText.escaping(model.name)), \(Quantity.count(model.photos, "photo")), \(state)",
      ])
    }
    for folder in status.folders {
      let state = folder.isAbsent ? ", not there now" : ""
      rows.append([
        "Folder", "\(folder.path.forTerminal) (\(Quantity.count(folder.photos, "photo"))\(state))",
      ])
    }
    try Output.facts(rows)
  }

  private func onDisk(_ status: LibraryStatus) -> String {
    let all = Quantity.bytes(status.byteCount)
    if status.thumbnailBytes == 0 { return all }
    return "\(all), \(Quantity.bytes(status.thumbnailBytes)) of it thumbnails"
  }
}
