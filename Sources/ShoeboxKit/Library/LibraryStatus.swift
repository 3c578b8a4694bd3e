// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Compute
public import Foundation
public import SystemPackage

/// What a library holds.
public struct LibraryStatus: Sendable, Equatable {
  /// Photos, exact copies counted once.
  public let photos: Int
  /// Photos that can be found with the model in use.
  public let searchable: Int
  /// Files that the last run found, those that could not be decoded included.
  public let files: Int
  /// Files that were gone at the last run.
  public let missing: Int
  /// Files that could not be decoded.
  public let failures: Int
  /// The folders.
  public let folders: [LibraryFolder]
  /// The model that searches use.
  public let model: String
  /// All models that have encoded photos of this library, or shall.
  public let models: [LibraryModel]
  /// E, the dimension of its vectors.
  public let embeddingDimension: Int
  /// The model's fingerprint, 64 hexadecimal digits.
  public let fingerprint: String
  /// What the model's layers multiply in: "f32", "bf16" or "int8".
  public let precision: String
  /// The instruction set in use: "avx512", "avx2", "neon" or "scalar".
  public let instructionSet: String
  /// How much disk space the library takes, in bytes, the thumbnails included.
  public let byteCount: Int64
  /// How much of that the thumbnails take, which are a cache.
  public let thumbnailBytes: Int64
}

/// A file that could not be indexed.
public struct IndexingFailure: Sendable, Equatable {
  /// The file.
  public let path: FilePath
  /// Why, as a sentence.
  public let reason: String
  /// When it was tried.
  public let recordedAt: Date
}

extension PhotoLibrary {
  /// What the library holds now.
  ///
  /// - Returns: Counts as of the last run; folders as they are now.
  /// - Throws: The catalogue's error if it cannot be read.
  public func status() throws -> LibraryStatus {
    let encoder = try encoders.serving()
    let model = encoder.model
    let counts = try catalog.counts(model: encoder.id)
    let thumbnailBytes = thumbnails.byteCount
    return LibraryStatus(
      photos: counts.photos,
      searchable: counts.embedded,
      files: counts.files,
      missing: counts.missing,
      failures: counts.failures,
      folders: try folders(),
      model: model.encoder.name,
      models: try models(),
      embeddingDimension: model.encoder.configuration.embeddingDimension,
      fingerprint: model.fingerprint,
      precision: model.encoder.precision.rawValue,
      instructionSet: Kernels.name,
      byteCount: location.folder.sizeOfFiles + thumbnailBytes,
      thumbnailBytes: thumbnailBytes
    )
  }

  /// The files that could not be decoded, in the order of their paths.
  ///
  /// - Returns: Each with its reason.
  /// - Throws: The catalogue's error if it cannot be read.
  public func failures() throws -> [IndexingFailure] {
    try catalog.failures().map { failure in
      IndexingFailure(
        path: FilePath(bytes: failure.path),
        reason: failure.reason,
        recordedAt: failure.recordedAt
      )
    }
  }
}
