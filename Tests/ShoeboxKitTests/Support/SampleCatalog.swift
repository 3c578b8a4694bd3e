// SPDX-License-Identifier: MIT

import Catalog
import ShoeboxKit
import SystemPackage
import Testing

/// The catalogue of a library, for what no photo that a test can make would bring about.
struct SampleCatalog {
  let catalog: Catalog
  let model: ModelID
  let dimension: Int

  init(_ sample: SampleLibrary, _ library: PhotoLibrary) throws {
    let status = try library.status()
    catalog = try sample.catalog()
    dimension = status.embeddingDimension
    model = try catalog.model(
      fingerprint: status.fingerprint,
      name: status.model,
      dimension: dimension
    )
  }

  /// What is known of a file of the library.
  func file(_ path: FilePath) throws -> FileRecord {
    try #require(try catalog.file(atAbsolutePath: path.bytes))
  }

  func record(_ path: FilePath) throws -> PhotoRecord {
    let photo = try #require(try file(path).photo)
    return try #require(try catalog.photos([photo])[photo]).record
  }

  func vector(_ path: FilePath) throws -> [Float] {
    let photo = try #require(try file(path).photo)
    return try #require(try catalog.embedding(of: photo, model: model))
  }

  /// All vectors by the numbers of their photos.
  func vectors() throws -> [Int64: [Float]] {
    var vectors: [Int64: [Float]] = [:]
    try catalog.forEachEmbedding(model: model) { photo, vector in
      vectors[photo.rawValue] = Array(vector)
    }
    return vectors
  }

  /// Puts another vector, or other metadata, in the place of what indexing found.
  ///
  /// Metadata replaces only what was missing, as always in a catalogue: `isNew` takes a content of
  /// its own, so that nothing is known before.
  func replace(
    _ path: FilePath,
    vector: [Float]? = nil,
    isNew: Bool = false,
    _ change: (inout PhotoRecord) -> Void = { _ in }
  ) throws {
    let file = try file(path)
    var record = try record(path)
    if isNew { record.contentHash[0] ^= 0xFF }
    change(&record)
    let embedding = try vector ?? self.vector(path)
    try catalog.apply([
      .indexed(
        file: file.key,
        stamp: file.stamp,
        photo: record,
        embedding: embedding,
        model: model
      )
    ])
  }

  /// A vector of length 1 along an axis.
  func axis(_ index: Int) -> [Float] {
    (0..<dimension).map { $0 == index ? 1 : 0 }
  }

  /// A vector of length 1 whose similarity to the first axis is the one given.
  func vector(similarity: Float) -> [Float] {
    var vector = axis(0)
    vector[0] = similarity
    vector[1] = (1 - similarity * similarity).squareRoot()
    return vector
  }
}
