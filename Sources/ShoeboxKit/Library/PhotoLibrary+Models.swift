// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import SystemPackage

/// The models of a library.
///
/// A library uses one model. When another one is chosen, the next index run encodes every photo with that one too,
/// beside what there is; searches go on with the old one and change over when the run has seen every photo. What the old
/// one made is kept until it is removed, so that changing back costs nothing.
extension PhotoLibrary {
  /// All models that have encoded photos of this library, or shall.
  ///
  /// - Returns: In the order in which they were first used.
  /// - Throws: The catalogue's error if it cannot be read.
  public func models() throws -> [LibraryModel] {
    let choice = try catalog.encoderChoice()
    return try catalog.encoders()
      .filter { $0.photos > 0 || $0.id == choice.serving || $0.id == choice.chosen }
      .map { encoder in
        LibraryModel(
          name: encoder.name,
          fingerprint: encoder.fingerprint,
          embeddingDimension: encoder.dimension,
          photos: encoder.photos,
          isServing: encoder.id == choice.serving,
          isChosen: encoder.id == choice.chosen
        )
      }
  }

  /// The models that commands use which name none, without loading one.
  ///
  /// - Parameter location: A library; it need not exist, and is not made.
  /// - Returns: The one that searches use, and behind it the one that the library is changing to, if it is.
  /// - Throws: The catalogue's error if it cannot be read.
  public static func modelsInUse(
    at location: LibraryLocation = .standard
  ) throws -> [ModelSelection] {
    if let environment = ModelSelection.environment { return [environment] }
    guard location.catalog.status != nil else { return [.starter] }
    let catalog = try Catalog.open(at: location.catalog.string)
    defer { try? catalog.close() }
    let choice = try catalog.encoderChoice()
    let ids = choice.serving == choice.chosen ? [choice.serving] : [choice.serving, choice.chosen]
    let known = try ids.compactMap { try $0.flatMap(catalog.encoderReference) }
    return known.isEmpty ? [.starter] : known.compactMap(ModelSelection.init)
  }

  /// How far a change to another model has come.
  ///
  /// - Returns: `nil` if searches use the model that was chosen. Cheap then.
  /// - Throws: The catalogue's error if it cannot be read.
  public func modelChange() throws -> ModelChange? {
    let choice = try catalog.encoderChoice()
    guard choice.chosen != choice.serving, encoders.last.id == choice.serving else { return nil }
    let models = try models()
    guard let serving = models.first(where: \.isServing),
      let chosen = models.first(where: \.isChosen)
    else { return nil }
    return ModelChange(
      serving: serving.name,
      chosen: chosen.name,
      seen: chosen.photos,
      photos: try catalog.counts(model: nil).photos
    )
  }

  /// Makes a model the one that the library shall use.
  ///
  /// Searches change over at once if it has seen every photo already, else at the end of the next index run.
  ///
  /// - Parameter selection: The model; the library remembers where it lies.
  /// - Returns: The model as the library knows it now.
  /// - Throws: `ModelError` if it cannot be loaded, or the catalogue's error.
  @discardableResult
  public func use(_ selection: ModelSelection) throws -> LibraryModel {
    let model = try LoadedModel(
      selection,
      precision: .automatic,
      cache: FingerprintCache(location.fingerprints)
    )
    let encoder = try LibraryEncoder(model, in: catalog, at: location)
    try catalog.choose(encoder.id, reference: selection.reference)
    guard let chosen = try models().first(where: \.isChosen) else {
      throw ShoeboxError(.inputOutput, "The library \(location.folder) has lost its model.")
    }
    return chosen
  }

  /// Removes what a model has made of the photos; the model itself is not touched.
  ///
  /// - Parameter model: One of ``models()``.
  /// - Throws: ``ShoeboxError`` `.usage` for a model that the library uses or shall use, `.busy` while a run is indexing.
  public func forget(_ model: LibraryModel) throws {
    guard !model.isServing, !model.isChosen else {
      throw ShoeboxError(
        .usage,
        "The library uses the model \(model.name). Choose another one first, and index with it."
      )
    }
    let lock = try RunLock(location.lock)
    defer { lock.release() }
    guard
      let encoder = try catalog.encoders().first(where: { $0.fingerprint == model.fingerprint })
    else { return }
    try catalog.removeEncoder(encoder.id)
    // A cache of what was just removed.
    try? FileManager.default.removeItem(atPath: location.vectors(of: model.fingerprint).string)
  }
}

/// A change of a library from one model to another.
public struct ModelChange: Sendable, Equatable {
  /// The model that searches use meanwhile.
  public let serving: String
  /// The model that they will use.
  public let chosen: String
  /// Photos that it has encoded.
  public let seen: Int
  /// Photos that there are.
  public let photos: Int
}

/// A model as a library knows it.
public struct LibraryModel: Sendable, Equatable {
  /// What it is called.
  public let name: String
  /// What tells it from all others: 64 hexadecimal digits.
  public let fingerprint: String
  /// E, the dimension of its vectors.
  public let embeddingDimension: Int
  /// Photos that it has encoded, of those that are there.
  public let photos: Int
  /// Whether searches use it.
  public let isServing: Bool
  /// Whether the library shall use it; if searches do not yet, the next index run completes it.
  public let isChosen: Bool
}
