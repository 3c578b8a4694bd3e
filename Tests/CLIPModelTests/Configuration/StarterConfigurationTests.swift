// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

/// The configurations of models that PyTorch wrote.
@Suite struct ConfigurationFixtureTests {
  private func configuration(_ folder: String) throws -> ModelConfiguration {
    try ModelConfiguration(ModelFiles.folder(folder))
  }

  @Test func readsTheStarter() throws {
    let starter = try configuration(ModelFolders.starter)
    guard case .residual(let tower) = starter.vision else {
      // Another starter may have another tower; then there is nothing to compare.
      return
    }
    #expect(tower.layers.count == 4 && starter.preprocessing.side == tower.imageSize)
  }

  @Test func readsAVisionTransformerOfHuggingFace() throws {
    let model = try configuration(ModelFolders.fixture("hf-vit"))
    #expect(model.embeddingDimension == 24 && model.text.pooling == .argMax)
    #expect(model.text.activation == .quickGELU && model.text.contextLength == 16)
    #expect(model.preprocessing.side == 28)
  }
}
