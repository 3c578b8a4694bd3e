// SPDX-License-Identifier: MIT

import Foundation
import SystemPackage

/// The models that can be pulled.
public struct ModelCatalogue: Sendable, Equatable {
  /// All of them, the one to begin with first.
  public let models: [PublishedModel]

  /// What is compiled in.
  public static let builtIn = ModelCatalogue(
    models: (PublishedModel.laion + PublishedModel.openAI + PublishedModel.tinyCLIP
      + PublishedModel.chineseCLIP).compactMap(\.self)
  )

  /// What is compiled in, and before it what the file `$SHOEBOX_CATALOGUE` has, if that is set.
  ///
  /// - Throws: ``ShoeboxError`` if the file cannot be read.
  public static var standard: ModelCatalogue {
    get throws {
      let file = ProcessInfo.processInfo.environment["SHOEBOX_CATALOGUE"] ?? ""
      if file.isEmpty { return builtIn }
      let own = try ModelCatalogue(contentsOf: FilePath(file))
      let names = Set(own.models.map(\.name))
      return ModelCatalogue(
        models: own.models + builtIn.models.filter { !names.contains($0.name) }
      )
    }
  }

  /// The model of that name.
  public subscript(name: ModelName) -> PublishedModel? {
    models.first { $0.name == name }
  }
}
