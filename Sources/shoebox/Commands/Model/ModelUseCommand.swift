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

  @OptionGroup var library: LibraryLocationOption

  func run() throws {
    let selection = ModelSelection(name)
    // With the new model, because the old one may be gone.
    let library = try PhotoLibrary.open(at: library.location, model: selection)
    let model = try library.use(selection)
    let name = TerminalText.escaping(model.name)
    if model.isServing {
      Output.note("This library uses the model \(name) now.")
    } else {
      Output.note(
        "The next `shoebox index` shows the photos to the model \(name); searches change to it when it has seen them all."
      )
    }
  }
}
