// SPDX-License-Identifier: MIT

package import ShoeboxKit
import SystemPackage

/// What a library holds as JSON.
package struct StatusReport: Encodable {
  private let library: String
  private let photos, searchable, files, missing, failures: Int
  private let model, fingerprint, precision, instructionSet: String
  private let embeddingDimension: Int
  private let byteCount, thumbnailBytes: Int64
  private let models: [ModelReport]
  private let folders: [FolderReport]

  /// The report on a library.
  ///
  /// - Parameters:
  ///   - status: What it holds.
  ///   - location: Where it lies.
  package init(_ status: LibraryStatus, at location: LibraryLocation) {
    library = location.folder.string
    photos = status.photos
    searchable = status.searchable
    files = status.files
    missing = status.missing
    failures = status.failures
    model = status.model
    fingerprint = status.fingerprint
    precision = status.precision
    instructionSet = status.instructionSet
    embeddingDimension = status.embeddingDimension
    byteCount = status.byteCount
    thumbnailBytes = status.thumbnailBytes
    models = status.models.map(ModelReport.init)
    folders = status.folders.map(FolderReport.init)
  }
}

/// A model of a library as JSON.
private struct ModelReport: Encodable {
  let name, fingerprint: String
  let embeddingDimension, photos: Int
  let isServing, isChosen: Bool

  init(_ model: LibraryModel) {
    name = model.name
    fingerprint = model.fingerprint
    embeddingDimension = model.embeddingDimension
    photos = model.photos
    isServing = model.isServing
    isChosen = model.isChosen
  }
}
