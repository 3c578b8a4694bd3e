// SPDX-License-Identifier: MIT

import Catalog
import Compute
public import SystemPackage
import VectorIndex

/// Finding photos.
extension PhotoLibrary {
  /// The photos that fit a query best.
  ///
  /// Every photo is compared; nothing is approximated. Photos whose file is gone, or whose folder is not there now, are
  /// left out.
  ///
  /// - Parameters:
  ///   - query: Sentences and example photos, added and subtracted.
  ///   - limit: How many photos at most.
  /// - Returns: The best first; equal similarities in the order the photos were indexed.
  /// - Throws: ``ShoeboxError`` for an example photo that cannot be used, ``QueryError`` for terms that cancel each
  ///   other, or the catalogue's error.
  /// - Complexity: One encode per term and O(photos · dimension), limited by memory bandwidth.
  public func search(_ query: Query, limit: Int = 20) throws -> [PhotoMatch] {
    let encoder = try encoders.serving()
    let vector = try QueryEncoder(catalog: catalog, encoder: encoder).encode(query)
    return try matches(to: vector, of: encoder, limit: limit, excluding: [])
  }

  /// The photos that look most like a photo, without itself.
  ///
  /// - Parameters:
  ///   - photo: A file, in the library or not.
  ///   - limit: How many photos at most.
  /// - Returns: The most similar first.
  /// - Throws: ``ShoeboxError`` if the file is not there or is not a photo, or the catalogue's error.
  public func similar(to photo: FilePath, limit: Int = 20) throws -> [PhotoMatch] {
    let encoder = try encoders.serving()
    let queries = QueryEncoder(catalog: catalog, encoder: encoder)
    let (vector, example) = try queries.encode(photo: photo)
    return try matches(to: vector, of: encoder, limit: limit, excluding: example.map { [$0] } ?? [])
  }

  private func matches(
    to vector: [Float],
    of encoder: LibraryEncoder,
    limit: Int,
    excluding examples: Set<Int64>
  ) throws -> [PhotoMatch] {
    guard limit > 0 else { return [] }
    let absent = Set(try AbsentFolders.records(in: catalog).map(\.id))
    var excluded = examples
    if !absent.isEmpty {
      excluded.formUnion(try catalog.photosOnly(in: absent).map(\.rawValue))
    }
    return try encoder.searchIndex.withVectors { vectors in
      var rows = vectors.live
      if !excluded.isEmpty { rows.subtract(try vectors.rows(of: excluded)) }
      // A photo whose file is gone since the last run is found and then left out: ask for more until there are enough.
      var wanted = limit
      while true {
        let neighbours = try vectors.nearest(
          to: vector,
          count: wanted,
          among: rows,
          workers: ProcessorCores.count
        )
        let matches = try present(neighbours, hiding: absent)
        if matches.count >= limit || neighbours.count < wanted {
          return Array(matches.prefix(limit))
        }
        wanted += max(limit, wanted)
      }
    }
  }

  /// What the catalogue knows of the photos that were found, for those that are still there.
  private func present(_ neighbours: [Neighbour], hiding absent: Set<FolderID>) throws
    -> [PhotoMatch]
  {
    let photos = try catalog.photos(neighbours.map { PhotoID(rawValue: $0.identifier) })
    return neighbours.compactMap { neighbour in
      photos[PhotoID(rawValue: neighbour.identifier)].flatMap { details in
        PhotoMatch(details, similarity: neighbour.similarity, hiding: absent)
      }
    }
  }
}

extension PhotoMatch {
  /// A match, unless none of the photo's files is there.
  fileprivate init?(_ details: PhotoDetails, similarity: Float, hiding absent: Set<FolderID>) {
    let paths = details.files
      .filter { !absent.contains($0.folder) }
      .map { FilePath(bytes: $0.absolutePath) }
      .filter { $0.status != nil }
    guard let first = paths.first else { return nil }
    let record = details.record
    self.init(
      photo: details.id.rawValue,
      similarity: similarity,
      path: first,
      copies: Array(paths.dropFirst()),
      takenAt: record.takenAt.map { taken in
        PhotoDate(
          wallClockSeconds: taken.wallClockSeconds,
          utcOffsetMinutes: taken.utcOffsetMinutes,
          source: taken.source.rawValue
        )
      },
      pixelWidth: record.pixelWidth,
      pixelHeight: record.pixelHeight,
      latitude: record.latitude,
      longitude: record.longitude,
      camera: record.camera
    )
  }
}

extension PhotoRecord {
  /// "Apple iPhone 12": the make is not repeated where the model begins with it.
  fileprivate var camera: String? {
    guard let model = cameraModel else { return cameraMake }
    guard let make = cameraMake, !model.lowercased().hasPrefix(make.lowercased()) else {
      return model
    }
    return "\(make) \(model)"
  }
}
