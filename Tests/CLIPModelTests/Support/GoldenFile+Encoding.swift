// SPDX-License-Identifier: MIT

import CLIPModel

extension DualEncoder {
  /// The embeddings of all pictures of a golden file and then of all its texts.
  func embeddings(of goldens: GoldenFile) throws -> [[Float]] {
    let workspace = try makeWorkspace(threads: 1)
    let width = configuration.embeddingDimension
    var output = [Float](repeating: 0, count: goldens.images.count * width)
    try encode(
      pixels: goldens.images.flatMap { $0.pixels(side: goldens.side) },
      count: goldens.images.count,
      workspace,
      into: &output
    )
    let images = goldens.images.indices.map { Array(output[$0 * width..<($0 + 1) * width]) }
    return images + (try encode(tokens: goldens.texts.map(\.ids), workspace))
  }
}

extension GoldenFile {
  /// The reference's embeddings, in the same order.
  var embeddings: [[Float]] { images.map(\.embedding) + texts.map(\.embedding) }
}

/// The least cosine of vectors that should be alike.
func leastCosine(_ some: [[Float]], _ others: [[Float]]) -> Double {
  zip(some, others).map { one, other in
    zip(one, other).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }.min() ?? -1
}
