// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// The command `shoebox model verify`.
struct ModelVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare every file of a model with its checksum.",
    discussion: """
      The checksums are those of the day the model was installed. Ends with 65 and
      names the files if one differs.

        shoebox model verify tinyclip-8m
      """
  )

  @OptionGroup var model: ModelArgument

  @Flag(name: [.short, .long], help: "No progress.")
  var quiet = false

  func run() throws {
    let model = try model.installed()
    let display = ProgressDisplay(isQuiet: quiet)
    defer { display.finish() }
    let damage = try ModelStore.standard.verify(model) { byteCount in
      display.show("Checking", byteCount, model.byteCount)
    }
    display.finish()
    for file in damage { Output.note(file.reason) }
    guard damage.isEmpty else {
      throw ShoeboxError(
        .badInput,
        "The model \(model.name) is damaged. Remove it and get it again: shoebox model remove \(model.name)"
      )
    }
    let count = model.record?.files.count ?? 0
    Output.note("\(model.name): \(Quantity.count(count, "file")), all as they should be.")
  }
}
