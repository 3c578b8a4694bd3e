// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// The command `shoebox model forget`.
struct ModelForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Remove from a library what a model has made of its photos.",
    discussion: """
      The vectors of a model that is not in use any more take room and are good
      for changing back to it. The model itself stays; see `remove`.

        shoebox status
        shoebox model forget starter
      """
  )

  @Argument(help: "The name of a model as `shoebox status` shows it.")
  var name: String

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  @OptionGroup var library: LibraryOptions

  func run() throws {
    let library = try library.open()
    let models = try library.models().filter { $0.name == name }
    guard let model = models.first(where: { !$0.isServing && !$0.isChosen }) ?? models.first else {
      throw ShoeboxError(
        .noInput,
        "This library knows no model \(name). See those it knows with: shoebox status"
      )
    }
    if !yes {
      try Confirmation.ask(
        "Remove the vectors of \(Quantity.count(model.photos, "photo")) by \(TerminalText.escaping(model.name))?",
        instead: "--yes"
      )
    }
    try library.forget(model)
    Output.note("This library has forgotten the model \(TerminalText.escaping(model.name)).")
  }
}
