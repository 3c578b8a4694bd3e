// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct ModelComparisonTests {
  let sample: SampleLibrary
  let captions: FilePath

  init() throws {
    sample = try SampleLibrary()
    try sample.add(0..<12)
    captions = sample.photos.appending("captions.tsv")
    let lines = (0..<12).map { "\($0).png\ta picture with the number \($0)" }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: captions.string,
      atomically: true,
      encoding: .utf8
    )
  }

  @Test func aModelAgreesWithItself() throws {
    let model = try EmbeddingModel(.starter, precision: .float32)
    let comparison = try ModelComparison.run(model, model, captions: captions)
    #expect(comparison.agreement.sameBest == 1)
    #expect(comparison.agreement.sharedAmongTen == 1)
    #expect(comparison.agreement.rankCorrelation == 1)
    #expect(comparison.first.evaluation == comparison.second.evaluation)
    #expect(comparison.first.evaluation == (try Evaluation.run(model, captions: captions)))
    #expect(comparison.first.byteCount > 1_000_000)
    #expect(comparison.first.bytesPerPhoto == 4 * model.dimension)
    #expect(comparison.first.photosPerSecond > 0 && comparison.first.textsPerSecond > 0)
  }

  @Test func modelsOfOtherDimensionsCanBeCompared() throws {
    let comparison = try ModelComparison.run(
      EmbeddingModel(.starter, precision: .float32),
      EmbeddingModel(TinyModel.selection, precision: .float32),
      captions: captions
    )
    #expect(comparison.second.name == "openclip-vit")
    #expect(comparison.second.bytesPerPhoto == 4 * 32)
    let agreement = comparison.agreement
    #expect((0...1).contains(agreement.sameBest))
    #expect((0...1).contains(agreement.sharedAmongTen))
    #expect((-1...1).contains(agreement.rankCorrelation) && agreement.rankCorrelation < 1)
  }
}
