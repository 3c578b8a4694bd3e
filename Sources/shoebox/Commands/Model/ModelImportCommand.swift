// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal
import SystemPackage

/// The command `shoebox model import`.
struct ModelImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a model of the store of a checkpoint on this disk.",
    discussion: """
      Reads folders as Hugging Face and open_clip publish them, OpenAI's and
      Chinese-CLIP's archives (.pt) and PyTorch's files (.bin, .pt). Nothing in them
      is executed. The model appears when it is complete.

        shoebox model import ~/Downloads/ViT-B-32.pt --tokenizer ~/Downloads/tokenizer.json
        shoebox model import ~/models/laion-b32 --name b32-half --precision f16
      """
  )

  @Argument(help: "A folder or a file.")
  var path: String

  @Option(help: "What to call the model. Default: what the folder or file is called.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "How to store the weights: f32, f16, bf16 or int8. Default: as they are.",
      valueName: "precision"
    )
  )
  var precision: StoredPrecision?

  @Option(help: "The licence of the weights, to be shown with the model.")
  var licence: String?

  @Option(
    help: ArgumentHelp(
      "The tokenizer, where the checkpoint has none: a file or a folder.",
      valueName: "path"
    )
  )
  var tokenizer: String?

  @Flag(name: [.short, .long], help: "No progress.")
  var quiet = false

  func run() throws {
    let path = FilePath(path)
    let name = try modelName(for: path)
    var options = ModelImportOptions()
    options.precision = precision.flatMap { ModelImportOptions.Precision(rawValue: $0.rawValue) }
    options.licence = licence
    options.tokenizer = tokenizer.map { FilePath($0) }
    let model = try makeModel(from: path, as: name, options)
    Output.note("\(model.name) is here: \(model.folder.forTerminal)")
    Output.note("Use it with: shoebox model use \(model.name)")
  }

  private func modelName(for path: FilePath) throws -> ModelName {
    if let name {
      if let parsed = ModelName(name) { return parsed }
      throw ShoeboxError(
        .usage,
        "A model cannot be called \(name). Names have small letters, digits, dots, hyphens and underscores."
      )
    }
    guard let derived = (path.stem ?? nil).flatMap({ ModelName(derivedFrom: $0) }) else {
      throw ShoeboxError(.usage, "Say what to call the model, with --name.")
    }
    return derived
  }

  private func makeModel(
    from path: FilePath,
    as name: ModelName,
    _ options: ModelImportOptions
  ) throws -> InstalledModel {
    let display = ProgressDisplay(isQuiet: quiet)
    let stop = StopFlag()
    let interruption = Interruption(
      saying: "Stopping. Once more to stop at once.",
      note: display.note
    ) { stop.raise() }
    defer { interruption.end() }
    do {
      defer { display.finish() }
      return try ModelStore.standard.importModel(from: path, as: name, options: options) { state in
        if stop.isRaised { throw CancellationError() }
        display.show(state)
      }
    } catch is CancellationError {
      Output.note("Stopped. Nothing was imported.")
      throw ExitCode(130)
    }
  }
}

/// How weights are stored, as an argument.
enum StoredPrecision: String, CaseIterable, ExpressibleByArgument {
  case f32, f16, bf16, int8
}
