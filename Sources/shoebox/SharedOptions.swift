// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import SystemPackage

/// Which model to use.
struct ModelOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model: its name as `shoebox model list` shows it, or a folder.",
      discussion: "Default: $SHOEBOX_MODEL, else the starter that is built in.",
      valueName: "model"
    )
  )
  var model: String?

  /// The model that is meant.
  var selection: ModelSelection { model.map(ModelSelection.init) ?? .standard }
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
      model: modelOption.selection
    )
  }
}
