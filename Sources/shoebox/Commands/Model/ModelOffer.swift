// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxTerminal

/// What a user should know before a model is downloaded: on standard error.
struct ModelOffer {
  private let model: PublishedModel
  private let options: PullOptions

  init(_ model: PublishedModel, _ options: PullOptions) {
    self.model = model
    self.options = options
  }

  /// Writes it.
  ///
  /// - Parameter begun: How much is here of an earlier download, in bytes.
  func write(begun: Int64) {
    let size =
      (model.guessedByteCount < 1_000_000 ? "" : "about ") + Quantity.bytes(model.byteCount)
    let rest = begun > 0 ? ", \(Quantity.bytes(begun)) of it are here" : ""
    Output.note("Model    \(model.title)")
    Output.note("         \(model.summary)")
    Output.note("Size     \(size)\(rest)")
    Output.note("Licence  \(model.licence)")
    if model.isResearchOnly { Output.note("         For research only: read the licence first.") }
    Output.note("Source   \(model.repository), from \(source)")
    if options.mirror?.isExposed == true {
      Output.note(
        "         Without encryption: files without published checksums could be changed on their way."
      )
    }
  }

  /// Where it comes from, for people: the mirror, or the publishers' servers.
  private var source: String {
    if let mirror = options.mirror { return mirror.description }
    var servers: [String] = []
    for file in model.files where !servers.contains(file.host) { servers.append(file.host) }
    return servers.joined(separator: " and ")
  }
}
