// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import Synchronization
import Testing

/// Weights are packed for the first batch, and again where a batch of another size wants them otherwise: none of this
/// may be seen in the embeddings.
@Suite struct BatchOrderTests {
  private static let models = [
    ModelFolders.starter, ModelFolders.fixture("openclip-resnet"), ModelFolders.fixture("hf-vit"),
  ]
  private static let precisions = Precision.allCases.filter(\.isSupported)
  private static let sizes = [1, 3, 16]

  @Test(arguments: models, precisions)
  func `What was encoded before changes nothing`(_ folder: String, in precision: Precision) throws {
    let batches = try Batches(folder, precision, largest: 16)
    for first in Self.sizes {
      for second in Self.sizes {
        let model = try DualEncoder.load(folder: folder, precision: precision)
        let workspace = try model.makeWorkspace(threads: 1)
        for size in [first, second] {
          let cosine = try batches.leastCosine(size, model, workspace)
          #expect(cosine > 0.9999, "\(size) of \(first), \(second)")
        }
      }
    }
  }

  @Test(arguments: models, precisions)
  func `Threads that pack together get what each would get alone`(
    _ folder: String,
    in precision: Precision
  ) throws {
    let batches = try Batches(folder, precision, largest: 16)
    for first in Self.sizes {
      for second in Self.sizes {
        let model = try DualEncoder.load(folder: folder, precision: precision)
        let cosines = Mutex<[Double]>([])
        parallelFor(2, workers: 2) { index in
          let size = [first, second][index]
          guard let workspace = try? model.makeWorkspace(threads: 1),
            let cosine = try? batches.leastCosine(size, model, workspace)
          else { return }
          cosines.withLock { $0.append(cosine) }
        }
        let found = cosines.withLock { $0 }
        #expect(found.count == 2, "\(first), \(second)")
        #expect(found.allSatisfy { $0 > 0.9999 }, "\(first), \(second): \(found)")
      }
    }
  }
}

/// The same random pictures in batches of several sizes, and what they give one by one.
private struct Batches: Sendable {
  private let pixels: [UInt8]
  private let pictureSize: Int
  private let alone: [[Float]]

  init(_ folder: String, _ precision: Precision, largest: Int) throws {
    let model = try DualEncoder.load(folder: folder, precision: precision)
    let side = model.configuration.preprocessing.side
    let size = side * side * 3
    var random = SeededGenerator(2)
    let pixels = (0..<largest * size).map { _ in UInt8.random(in: 0...255, using: &random) }
    pictureSize = size
    self.pixels = pixels
    alone = try (0..<largest).map { index in
      try model.encode(pixels: Array(pixels[index * size..<(index + 1) * size]))
    }
  }

  /// How much the first pictures, encoded together, are like themselves alone.
  func leastCosine(
    _ count: Int,
    _ model: DualEncoder,
    _ workspace: EncoderWorkspace
  ) throws -> Double {
    let width = model.configuration.embeddingDimension
    var output = [Float](repeating: 0, count: count * width)
    try model.encode(pixels: pixels, count: count, workspace, into: &output)
    let together = (0..<count).map { Array(output[$0 * width..<($0 + 1) * width]) }
    return CLIPModelTests.leastCosine(together, Array(alone.prefix(count)))
  }
}
