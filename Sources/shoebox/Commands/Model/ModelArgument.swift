// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit

/// The name of a model of the store.
struct ModelArgument: ParsableArguments {
  @Argument(help: "The name of the model.")
  var name: String

  /// The name, if a model can be called that.
  func parsed() throws -> ModelName {
    guard let name = ModelName(name) else {
      if ModelSelection(name) == .starter { throw Self.starterIsBuiltIn }
      throw ModelStore.standard.missing(name)
    }
    return name
  }

  /// The model of the store.
  func installed() throws -> InstalledModel {
    let name = try parsed()
    guard let model = try ModelStore.standard.model(name) else {
      throw ModelStore.standard.missing(name.description)
    }
    return model
  }

  private static let starterIsBuiltIn = ShoeboxError(
    .usage,
    "The starter is a part of this program: it is always there, and has no files."
  )
}
