// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import SystemPackage

/// Which model to use.
struct ModelOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model: a folder in Hugging Face's or open_clip's layout, or starter.",
      discussion: "Default: $SHOEBOX_MODEL, else the starter that is built in.",
      valueName: "folder"
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

  /// The model that is meant.
  var selection: ModelSelection { model.map(ModelSelection.init) ?? .standard }

  /// Loads the model that is meant.
  func load() throws -> EmbeddingModel {
    try EmbeddingModel(selection, precision: precision)
  }
}

/// Which library to use, with which model.
struct LibraryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The library's folder.",
      discussion: "Default: $SHOEBOX_LIBRARY, else the user's data folder.",
      valueName: "folder"
    )
  )
  var library: String?

  @OptionGroup var modelOption: ModelOption

  /// Opens the library that is meant.
  func open() throws -> PhotoLibrary {
    try PhotoLibrary.open(
      at: library.map { LibraryLocation(FilePath($0)) } ?? .standard,
      model: modelOption.selection,
      precision: modelOption.precision
    )
  }
}
