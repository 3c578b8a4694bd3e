// SPDX-License-Identifier: MIT

import ShoeboxKit

extension LibraryOptions {
  /// The model that commands use with these options.
  func modelInUse() throws -> ModelSelection {
    modelOption.selection
  }
}

extension LibraryOptions {
  /// Makes a model the one that the library uses.
  func use(_ selection: ModelSelection) throws {
    throw ShoeboxError(
      .usage,
      "A library cannot remember its model yet. Set the variable SHOEBOX_MODEL, or give --model."
    )
  }
}
