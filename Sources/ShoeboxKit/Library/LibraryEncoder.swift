// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog

/// A model of a library, with its vectors.
struct LibraryEncoder: Sendable {
  let model: LoadedModel
  /// Its number in the catalogue.
  let id: ModelID
  let searchIndex: SearchIndex
  /// What it made of the sentences that were asked for last.
  let recentVectors = RecentValues<String, [Float]>(capacity: 64)

  /// Adds a model to the catalogue, if it is not there yet.
  init(_ model: LoadedModel, in catalog: Catalog, at location: LibraryLocation) throws {
    self.model = model
    let dimension = model.encoder.configuration.embeddingDimension
    id = try catalog.model(
      fingerprint: model.fingerprint,
      name: model.encoder.name,
      dimension: dimension
    )
    searchIndex = SearchIndex(
      path: location.vectors(of: model.fingerprint),
      catalog: catalog,
      modelID: id,
      fingerprint: model.fingerprint,
      dimension: dimension
    )
  }
}
