// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// The towers against PyTorch: transformers and open_clip on the same weights and pixels.
@Suite struct ParityTests {
  @Test(arguments: ModelFolders.fixtures, Precision.allCases.filter(\.isSupported))
  func `A model gives the reference's embeddings`(_ name: String, in precision: Precision) throws {
    try expectParity(ModelFolders.fixture(name), precision)
  }

  @Test(
    .enabled(
      if: !ModelFolders.fullSize.isEmpty,
      "needs full-size random models: make parity writes them and sets SHOEBOX_PARITY_MODELS"
    ),
    arguments: ModelFolders.fullSize,
    Precision.allCases.filter(\.isSupported)
  )
  func `A full-size model gives the reference's embeddings`(
    _ folder: String,
    in precision: Precision
  ) throws {
    // Random weights of many layers carry errors on that trained ones do not: the promise for int8 is lower.
    try expectParity(folder, precision, least: precision == .int8 ? 0.98 : 0)
  }

  @Test func `A batch gives what its pictures and texts give alone`() throws {
    let folder = ModelFolders.fixture("openclip-resnet")
    let goldens = try GoldenFile(model: folder)
    let model = try DualEncoder.load(folder: folder, precision: .float32)
    let workspace = try model.makeWorkspace(threads: 2)
    for (batch, golden) in zip(try images(model, goldens), goldens.images) {
      let alone = try model.encode(pixels: golden.pixels(side: goldens.side))
      #expect(Difference(batch, alone).maximum < 1e-6)
    }
    let texts = try model.encode(tokens: goldens.texts.map(\.ids), workspace)
    for (batch, golden) in zip(texts, goldens.texts) {
      let alone = try model.encode(tokens: [golden.ids], workspace)[0]
      #expect(Difference(batch, alone).maximum < 1e-6)
    }
  }

  private func expectParity(_ folder: String, _ precision: Precision, least: Double = 0) throws {
    let least = least > 0 ? least : Difference.promise(of: precision)
    let goldens = try GoldenFile(model: folder)
    let model = try DualEncoder.load(folder: folder, precision: precision)
    #expect(model.configuration.preprocessing.side == goldens.side)
    for (index, image) in try images(model, goldens).enumerated() {
      let difference = Difference(image, goldens.images[index].embedding)
      #expect(difference.isParity(in: precision, least), "picture \(index): \(difference)")
    }
    let texts = try model.encode(
      tokens: goldens.texts.map(\.ids),
      model.makeWorkspace(threads: 1)
    )
    for (index, text) in texts.enumerated() {
      let difference = Difference(text, goldens.texts[index].embedding)
      #expect(difference.isParity(in: precision, least), "text \(index): \(difference)")
    }
    for golden in goldens.texts {
      guard let text = golden.text else { continue }
      let ids = model.tokenize(text)
      #expect(ids == Array(golden.ids.prefix(ids.count)), "\(text)")
    }
  }

  private func images(_ model: DualEncoder, _ goldens: GoldenFile) throws -> [[Float]] {
    let width = model.configuration.embeddingDimension
    var output = [Float](repeating: 0, count: goldens.images.count * width)
    try model.encode(
      pixels: goldens.images.flatMap { $0.pixels(side: goldens.side) },
      count: goldens.images.count,
      model.makeWorkspace(threads: 1),
      into: &output
    )
    return goldens.images.indices.map { Array(output[$0 * width..<($0 + 1) * width]) }
  }
}

/// How far two unit vectors are apart.
private struct Difference: CustomStringConvertible {
  let cosine: Double
  let maximum: Float

  init(_ actual: [Float], _ expected: [Float]) {
    let pairs = zip(actual, expected)
    cosine = pairs.reduce(0) { $0 + Double($1.0) * Double($1.1) }
    maximum = pairs.map { abs($0 - $1) }.max() ?? .infinity
  }

  /// The least cosine that a precision promises.
  static func promise(of precision: Precision) -> Double {
    switch precision {
    case .float32: 0.999_99
    case .bfloat16: 0.999
    case .int8: 0.99
    }
  }

  /// Whether a precision's promise is kept.
  func isParity(in precision: Precision, _ least: Double) -> Bool {
    cosine >= least && (precision != .float32 || maximum <= 1e-4)
  }

  var description: String { "cosine \(cosine), largest difference \(maximum)" }
}
