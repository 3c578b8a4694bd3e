// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import ShoeboxKit
import ShoeboxTerminal
import SystemPackage

/// The command `shoebox model show`.
struct ModelShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Say what a model is, where it came from, and what its files are.",
    discussion: """
      The model may be the starter, one of the store, one of the catalogue, or a
      folder.

        shoebox model show starter
        shoebox model show tinyclip-8m --json
      """
  )

  @Argument(help: "The name of a model, or a folder.")
  var model: String

  @Flag(help: "As JSON.")
  var json = false

  @OptionGroup var library: LibraryLocationOption

  func run() throws {
    let description = try ModelDescription(model, for: library.location)
    if json { return try Output.json(description) }
    try Output.facts(description.facts)
  }
}
