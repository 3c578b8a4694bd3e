// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit

/// Which model to use.
struct ModelOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model: its name as `shoebox model list` shows it, or a folder.",
      discussion:
        "Default: $SHOEBOX_MODEL; else, of what uses a library, its own; else the starter.",
      valueName: "model"
    )
  )
  var model: String?

  @Option(
    help: ArgumentHelp(
      "How the model computes: auto, f32, bf16 or int8.",
      discussion: "Default: auto, the fastest that this processor has instructions for.",
      valueName: "name"
    ),
    transform: { name in
      guard let choice = PrecisionChoice(rawValue: name) else {
        throw ValidationError("There is no precision \(name): auto, f32, bf16 or int8.")
      }
      return choice
    }
  )
  var precision = PrecisionChoice.automatic

  /// The model that was named.
  var named: ModelSelection? { model.map { ModelSelection($0) } }

  /// Loads the model that is meant where there is no library.
  func load() throws -> EmbeddingModel {
    try EmbeddingModel(named ?? .standard, precision: precision)
  }
}

/// Which library to use.
struct LibraryLocationOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The library's folder.",
      discussion: "Default: $SHOEBOX_LIBRARY, else the user's data folder.",
      valueName: "folder"
    )
  )
  var library: PathArgument?

  /// Where the library lies that is meant.
  var location: LibraryLocation {
    library.map { LibraryLocation($0.path) } ?? .standard
  }
}

/// Which library to use, with which model.
struct LibraryOptions: ParsableArguments {
  @OptionGroup var locationOption: LibraryLocationOption
  @OptionGroup var modelOption: ModelOption

  /// Where the library lies that is meant.
  var location: LibraryLocation { locationOption.location }

  /// The models that commands use with these options: the first for searches, the second, if there is one, soon.
  func modelsInUse() throws -> [ModelSelection] {
    try modelOption.named.map { [$0] } ?? PhotoLibrary.modelsInUse(at: location)
  }

  /// Opens the library that is meant.
  func open() throws -> PhotoLibrary {
    try PhotoLibrary.open(
      at: location,
      model: modelOption.named,
      precision: modelOption.precision
    )
  }
}
