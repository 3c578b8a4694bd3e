// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// The command `shoebox model remove`.
struct ModelRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a model from the store, or what was downloaded so far of one.",
    discussion: """
      Asks first. The model in use is not removed without --force. What libraries
      know of it, its vectors, stays: they can be used again when the model is back.

        shoebox model remove tinyclip-8m
      """
  )

  @OptionGroup var model: ModelArgument

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  @Flag(help: "Remove it although it is in use.")
  var force = false

  @OptionGroup var library: LibraryOptions

  func run() throws {
    let name = try model.parsed()
    let store = ModelStore.standard
    guard store.contains(name) || store.partialByteCount(of: name) > 0 else {
      throw store.missing(name.description)
    }
    if !force, try isInUse(name, in: store) {
      throw ShoeboxError(
        .usage,
        "The model \(name) is in use. Use another one first (shoebox model use starter), or say --force."
      )
    }
    if !yes { try Confirmation.ask("Remove the model \(name)?", instead: "--yes") }
    try store.remove(name)
    Output.note("The model \(name) is gone.")
  }

  private func isInUse(_ name: ModelName, in store: ModelStore) throws -> Bool {
    try library.modelsInUse().contains { selection in
      switch selection {
      case .starter: false
      case .named(let text): text == name.description
      case .folder(let folder): folder == store.folder(of: name)
      }
    }
  }
}
