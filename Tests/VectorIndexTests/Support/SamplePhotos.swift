// SPDX-License-Identifier: MIT

import Foundation
import VectorIndex

/// Photos to put into a table, and the plain way to search them.
struct SamplePhotos {
  let dimension: Int
  var identifiers: [Int64] = []
  var vectors: [[Float]] = []

  /// No photos.
  init(dimension: Int) {
    self.dimension = dimension
  }

  /// Photos with the given vectors, numbered from 1.
  init(_ vectors: [[Float]]) {
    dimension = vectors.first?.count ?? 1
    self.vectors = vectors
    identifiers = vectors.indices.map { Int64($0) + 1 }
  }

  /// Photos whose vectors are small whole numbers.
  ///
  /// Sums of their products are exact in any order, so that every kernel must agree with the plain sum to the last bit;
  /// and many are equal.
  init(count: Int, dimension: Int, using generator: inout SeededGenerator) {
    self.init(dimension: dimension)
    var identifier = Int64.random(in: -50...50, using: &generator)
    for _ in 0..<count {
      identifiers.append(identifier)
      vectors.append(Self.vector(dimension: dimension, using: &generator))
      identifier += Int64.random(in: 1...5, using: &generator)
    }
  }

  /// A vector of small whole numbers.
  static func vector(dimension: Int, using generator: inout SeededGenerator) -> [Float] {
    (0..<dimension).map { _ in Float(Int.random(in: -2...2, using: &generator)) }
  }

  /// Writes the photos into a file of their own.
  @discardableResult
  func write(
    to path: String,
    generation: Int64 = 1,
    rowsPerBlock: Int? = 64
  ) throws -> VectorTable {
    let file = VectorFile.sample(path, dimension: dimension)
    let lock = try VectorFileLock(file)
    guard let lock else { throw Trouble("the file is locked") }
    return try lock.rewrite(generation: generation, rowsPerBlock: rowsPerBlock, workers: 2) {
      for (identifier, vector) in zip(identifiers, vectors) { try $0.append(identifier, vector) }
    }
  }

  /// A table of them in memory.
  func table(rowsPerBlock: Int? = 64) throws -> VectorTable {
    let empty = try VectorFile.sample("nowhere", dimension: dimension)
      .empty(rowsPerBlock: rowsPerBlock)
    let edit = try TableEdit(empty)
    for (identifier, vector) in zip(identifiers, vectors) { try edit.set(identifier, vector) }
    return edit.finish(generation: 1, workers: 2)
  }

  /// Sorts all photos by their similarities, which must be exact.
  func nearest(to query: [Float], count: Int, excluding: Set<Int64> = []) -> [Neighbour] {
    let all = zip(identifiers, vectors).map { identifier, vector in
      let products = zip(vector, query).map { $0 * $1 }
      return Neighbour(identifier: identifier, similarity: products.reduce(0, +))
    }
    return all.filter { !excluding.contains($0.identifier) }.best(count)
  }
}

extension [Neighbour] {
  /// The best of them, found by sorting.
  func best(_ count: Int) -> [Neighbour] {
    let sorted = filter { !$0.similarity.isNaN }
      .sorted { ($1.similarity, $0.identifier) < ($0.similarity, $1.identifier) }
    return Array(sorted.prefix(Swift.max(0, count)))
  }
}

/// What went wrong in a test.
struct Trouble: Error {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension VectorFile {
  /// A file that tests write.
  static func sample(_ path: String, dimension: Int, model: Character = "a") -> VectorFile {
    let fingerprint = String(repeating: model, count: 64)
    return VectorFile(
      path: path,
      identity: VectorFileIdentity(fingerprint: fingerprint, dimension: dimension)
    )
  }
}

extension VectorTableWriter {
  mutating func append(_ identifier: Int64, _ vector: [Float]) throws {
    try vector.withUnsafeBufferPointer { try append(identifier: identifier, vector: $0) }
  }
}

extension TableEdit {
  func set(_ identifier: Int64, _ vector: [Float]) throws {
    try vector.withUnsafeBufferPointer { try set(identifier, $0) }
  }
}

extension VectorTable {
  /// All photos that can be found, with their vectors.
  var content: [Int64: [Float]] {
    get throws {
      var content: [Int64: [Float]] = [:]
      for row in 0..<rowCount where live.contains(row) {
        content[try identifier(at: row)] = try vector(at: row)
      }
      return content
    }
  }

  /// The nearest photos, by two threads.
  func nearest(to query: [Float], count: Int) throws -> [Neighbour] {
    try nearest(to: query, count: count, workers: 2)
  }

  /// The nearest photos but some.
  func nearest(
    to query: [Float],
    count: Int,
    excluding excluded: Set<Int64>,
    workers: Int = 2
  ) throws -> [Neighbour] {
    var rows = live
    rows.subtract(try self.rows(of: Array(excluded)))
    return try nearest(to: query, count: count, among: rows, workers: workers)
  }
}

/// The code of the error that `body` throws, or nil if it throws none, or another kind.
func failureCode(_ body: () throws -> Void) -> VectorFileError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? VectorFileError)?.code
  }
}
