// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Synchronization
import SystemPackage

/// Gives the model that searches use now, and loads another one when the library has changed to it.
///
/// A library that was opened with a model of the caller's choice stays with that one.
final class EncoderSwitch: Sendable {
  private let catalog: Catalog
  private let location: LibraryLocation
  private let precision: PrecisionChoice
  private let isFixed: Bool
  private let current: Mutex<LibraryEncoder>

  /// Opens the library's model.
  ///
  /// - Parameters:
  ///   - catalog: The library's.
  ///   - location: The library's.
  ///   - selection: The model that the caller wants, whatever the library uses; `nil` for the library's own.
  ///   - precision: What its layers multiply in.
  /// - Throws: ``ShoeboxError`` or `ModelError` if the model cannot be loaded, or the catalogue's error.
  init(
    _ catalog: Catalog,
    at location: LibraryLocation,
    asking selection: ModelSelection?,
    precision: PrecisionChoice
  ) throws {
    self.catalog = catalog
    self.location = location
    self.precision = precision
    isFixed = selection != nil
    let encoder: LibraryEncoder
    if selection == nil, let serving = try catalog.encoderChoice().serving {
      encoder = try Self.loadServing(serving, catalog, location, precision)
    } else {
      let model = try LoadedModel(
        selection ?? .starter,
        precision: precision,
        cache: FingerprintCache(location.fingerprints)
      )
      encoder = try LibraryEncoder(model, in: catalog, at: location)
    }
    current = Mutex(encoder)
  }

  /// The model that was in use last.
  var last: LibraryEncoder { current.withLock { $0 } }

  /// The model that searches use.
  ///
  /// - Returns: The model, loaded if the library has changed to it since the last call.
  /// - Throws: ``ShoeboxError`` if it cannot be loaded any more.
  func serving() throws -> LibraryEncoder {
    try current.withLock { encoder in
      if !isFixed, let serving = try catalog.encoderChoice().serving, serving != encoder.id {
        encoder = try Self.loadServing(serving, catalog, location, precision)
      }
      return encoder
    }
  }

  /// The models that an index run fills, in this order.
  ///
  /// The one that searches use comes first, so that new photos can be found soon; then the one that the library is
  /// changing to. A library's first model becomes its own.
  ///
  /// - Returns: One or two models.
  /// - Throws: ``ShoeboxError`` if one cannot be loaded any more.
  func toFill() throws -> [LibraryEncoder] {
    let serving = try serving()
    if try catalog.encoderChoice().serving == nil {
      try catalog.choose(serving.id, reference: serving.model.selection.reference)
    }
    guard !isFixed, let chosen = try catalog.encoderChoice().chosen, chosen != serving.id else {
      return [serving]
    }
    return [serving, try Self.load(chosen, catalog, location, precision)]
  }

  /// Loads the model that searches use.
  private static func loadServing(
    _ id: ModelID,
    _ catalog: Catalog,
    _ location: LibraryLocation,
    _ precision: PrecisionChoice
  ) throws -> LibraryEncoder {
    let encoder = try load(id, catalog, location, precision)
    if encoder.id != id { try catalog.serve(encoder.id, mayLose: true) }
    return encoder
  }

  /// Loads a model that the catalogue remembers.
  ///
  /// A newer program may have another starter in it, and nobody has the old one any more: the library changes to it.
  private static func load(
    _ id: ModelID,
    _ catalog: Catalog,
    _ location: LibraryLocation,
    _ precision: PrecisionChoice
  ) throws -> LibraryEncoder {
    guard let known = try catalog.encoderReference(id) else {
      throw ShoeboxError(.inputOutput, "The library \(location.folder) has lost its model.")
    }
    guard let selection = ModelSelection(known) else {
      throw unavailable(known.name, "nobody has said where it lies.")
    }
    let model: LoadedModel
    do {
      model = try LoadedModel(
        selection,
        precision: precision,
        cache: FingerprintCache(location.fingerprints)
      )
    } catch let error as ModelError {
      throw unavailable(known.name, error.message)
    }
    if model.fingerprint != known.fingerprint {
      if model.isStarter {
        let starter = try LibraryEncoder(model, in: catalog, at: location)
        try catalog.choose(starter.id, reference: selection.reference)
        return starter
      }
      let place = FilePath(bytes: selection.reference)
      throw unavailable(known.name, "\(place) holds another model now.")
    }
    return try LibraryEncoder(model, in: catalog, at: location)
  }

  private static func unavailable(_ name: String, _ reason: String) -> ShoeboxError {
    ShoeboxError(
      .noInput,
      "The photos of this library were encoded with the model \(name), which cannot be loaded: \(reason) "
        + "Nothing is lost. Say where it lies with `shoebox model use`, or choose another one."
    )
  }
}
