// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// The command `shoebox model use`.
struct ModelUseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Choose the model of a library.",
    discussion: """
      The next `shoebox index` encodes every photo with it, beside what the old one
      made; searches switch to it when it is complete.

        shoebox model use laion2b-vit-b-32
        shoebox model use starter
      """
  )

  @Argument(help: "The name of a model, or a folder.")
  var name: String

  @OptionGroup var library: LibraryOptions

  func run() throws {
    let selection = ModelSelection(name)
    _ = try selection.load()
    try library.use(selection)
  }
}
