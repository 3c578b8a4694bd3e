// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct EmbeddingModelTests {
  let sample: SampleLibrary
  let model: EmbeddingModel

  init() throws {
    sample = try SampleLibrary()
    model = try EmbeddingModel(.starter)
  }

  @Test func saysWhatItIs() throws {
    let encoder = try ModelSelection.starter.load()
    #expect(model.name == "starter")
    #expect(model.dimension == encoder.configuration.embeddingDimension)
    #expect(model.imageSide == encoder.configuration.preprocessing.side)
    #expect(model.fingerprint == (try sample.open().status().fingerprint))
  }

  @Test func nothingInIsNothingOut() throws {
    #expect(try model.encode(texts: []).isEmpty)
    #expect(try model.encode(photos: []).isEmpty)
  }

  @Test func textsAreThoseOfTheEncoder() throws {
    // More than two batches, of different lengths.
    let texts =
      (0..<37).map { index in
        (0...index % 9).map { "word\($0 * index)" }.joined(separator: " ")
      } + ["", "é\u{1F600} 漢字", String(repeating: "long ", count: 500)]
    let encoder = try ModelSelection.starter.load()
    let vectors = try model.encode(texts: texts)
    #expect(vectors.count == texts.count)
    for (text, vector) in zip(texts, vectors) {
      let expected = try encoder.encode(text: text)
      #expect(largestDifference(vector, expected) < 1e-5, "\(text.prefix(40))")
      #expect(model.tokenize(text) == encoder.tokenize(text))
    }
  }

  @Test func photosAreThoseOfALibrary() async throws {
    try sample.add(0..<20)
    let library = try sample.open()
    _ = try await library.run(sample.photos)
    let catalog = try SampleCatalog(sample, library)
    let paths = (0..<20).map { sample.path("\($0).png") }
    let vectors = try model.encode(photos: paths).map { try $0.get() }
    for (path, vector) in zip(paths, vectors) {
      #expect(largestDifference(vector, try catalog.vector(path)) < 1e-5)
      #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }
  }

  @Test func failuresLeaveTheOrderAsItIs() throws {
    // Three batches; failures at their edges, side by side, and one batch of nothing else.
    var paths: [FilePath] = []
    let failing = Set([0, 1, 15, 40] + Array(16..<32))
    for index in 0..<45 {
      let name = "\(index).png"
      try sample.add(
        name,
        bytes: failing.contains(index) ? [1, 2, 3] : SamplePhoto(seed: index).png()
      )
      paths.append(sample.path(name))
    }
    let results = try model.encode(photos: paths)
    #expect(results.count == 45)
    for (index, result) in results.enumerated() {
      switch result {
      case .success(let vector):
        #expect(!failing.contains(index))
        let alone = try model.encode(photos: [paths[index]])[0].get()
        #expect(largestDifference(vector, alone) < 1e-5, "\(index)")
      case .failure(let error):
        #expect(failing.contains(index))
        #expect(error.code == .badInput)
        #expect(error.message.hasPrefix("\(paths[index]): "), "\(error.message)")
      }
    }
  }

  @Test func theSamePhotoManyTimesIsEncodedManyTimes() throws {
    try sample.add("a.png", 1)
    let results = try model.encode(
      photos: [FilePath](repeating: sample.path("a.png"), count: 40)
    )
    let vectors = try results.map { try $0.get() }
    #expect(vectors.count == 40)
    #expect(vectors.allSatisfy { largestDifference($0, vectors[0]) < 1e-6 })
  }

  private func largestDifference(_ left: [Float], _ right: [Float]) -> Float {
    left.count == right.count
      ? zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
  }
}
