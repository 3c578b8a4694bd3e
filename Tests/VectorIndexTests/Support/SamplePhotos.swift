// SPDX-License-Identifier: MIT

import VectorIndex

/// Photos to put into a vector file, and the plain way to search them.
struct SamplePhotos {
  let dimension: Int
  var identifiers: [Int64] = []
  var vectors: [[Float]] = []

  var identity: VectorFileIdentity { .sample(dimension: dimension) }

  /// No photos.
  init(dimension: Int) {
    self.dimension = dimension
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

  /// Writes the photos.
  func write(
    to path: String,
    generation: Int64 = 1,
    rowsPerBlock: Int = VectorFile.defaultRowsPerBlock
  ) throws {
    try VectorFile.write(
      to: path,
      identity: .sample(dimension: dimension, generation: generation),
      rowsPerBlock: rowsPerBlock
    ) { writer in
      for (identifier, vector) in zip(identifiers, vectors) {
        try writer.append(identifier, vector)
      }
    }
  }

  /// Sorts all photos.
  func nearest(to query: [Float], count: Int, excluding: Set<Int64> = []) -> [Neighbour] {
    let all = zip(identifiers, vectors).map { identifier, vector in
      let products = zip(vector, query).map { $0 * $1 }
      return Neighbour(identifier: identifier, similarity: products.reduce(0, +))
    }
    let wanted = all.filter { !excluding.contains($0.identifier) }
    let sorted = wanted.sorted {
      ($1.similarity, $0.identifier) < ($0.similarity, $1.identifier)
    }
    return Array(sorted.prefix(max(0, count)))
  }
}

extension VectorFileIdentity {
  /// The identity of the files that tests write.
  static func sample(
    dimension: Int,
    generation: Int64 = 1,
    model: Character = "a"
  ) -> VectorFileIdentity {
    VectorFileIdentity(
      fingerprint: String(repeating: model, count: 64),
      generation: generation,
      dimension: dimension
    )
  }
}

extension VectorFileWriter {
  mutating func append(_ identifier: Int64, _ vector: [Float]) throws {
    try vector.withUnsafeBufferPointer { try append(identifier: identifier, vector: $0) }
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
