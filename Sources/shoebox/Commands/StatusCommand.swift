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

/// A status as JSON.
private struct StatusReport: Encodable {
  let library: String
  let photos, searchable, files, missing, failures: Int
  let model, fingerprint, precision, instructionSet: String
  let embeddingDimension: Int
  let byteCount, thumbnailBytes: Int64
  let models: [ModelReport]
  let folders: [FolderReport]

  init(_ status: LibraryStatus, at location: LibraryLocation) {
    library = location.folder.string
    photos = status.photos
    searchable = status.searchable
    files = status.files
    missing = status.missing
    failures = status.failures
    model = status.model
    fingerprint = status.fingerprint
    precision = status.precision
    instructionSet = status.instructionSet
    embeddingDimension = status.embeddingDimension
    byteCount = status.byteCount
    thumbnailBytes = status.thumbnailBytes
    models = status.models.map(ModelReport.init)
    folders = status.folders.map(FolderReport.init)
  }
}

/// A model of a library as JSON.
private struct ModelReport: Encodable {
  let name, fingerprint: String
  let embeddingDimension, photos: Int
  let isServing, isChosen: Bool

  init(_ model: LibraryModel) {
    name = model.name
    fingerprint = model.fingerprint
    embeddingDimension = model.embeddingDimension
    photos = model.photos
    isServing = model.isServing
    isChosen = model.isChosen
  }
}

/// A failure as JSON.
private struct FailureReport: Encodable {
  let failure: IndexingFailure

  init(_ failure: IndexingFailure) {
    self.failure = failure
  }

  private enum Key: CodingKey {
    case reason, recordedAt
  }

  func encode(to encoder: any Encoder) throws {
    try PathFields(failure.path.bytes).encode(to: encoder)
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(failure.reason, forKey: .reason)
    try fields.encode(failure.recordedAt.formatted(.iso8601), forKey: .recordedAt)
  }
}
