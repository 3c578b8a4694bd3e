// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import SystemPackage

/// Which model to use.
struct ModelOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model: a folder in Hugging Face's or open_clip's layout, or starter.",
      discussion:
        "Default: $SHOEBOX_MODEL, else the library's own, else the starter that is built in.",
      valueName: "folder"
    )
  )
  var model: String?

  /// The model that is meant where there is no library.
  var selection: ModelSelection { named ?? .standard }

  /// The model that was named.
  var named: ModelSelection? { model.map { ModelSelection($0) } }
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
      model: modelOption.named
    )
  }
}
