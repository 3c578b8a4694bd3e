// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

/// The configurations of tiny models as transformers and open_clip write them.
@Suite struct ConfigurationFixtureTests {
  private func configuration(_ fixture: String) throws -> ModelConfiguration {
    try ModelConfiguration(ModelFiles.folder(ModelFolders.fixture(fixture)))
  }

  @Test(arguments: ModelFolders.fixtures)
  func readsEveryFixture(name: String) throws {
    let configuration = try configuration(name)
    #expect(configuration.preprocessing.side == configuration.vision.imageSize)
    #expect(configuration.text.vocabularySize == (name.hasPrefix("chinese") ? 265 : 566))
  }

  @Test func readsTheStarter() throws {
    let configuration = try ModelConfiguration(ModelFiles.folder(ModelFolders.starter))
    #expect(configuration.preprocessing.side == configuration.vision.imageSize)
  }

  @Test func tellsTheFamiliesApart() throws {
    #expect(try configuration("hf-vit").text.pooling == .argMax)
    #expect(try configuration("hf-vit").text.activation == .quickGELU)
    #expect(try configuration("hf-vit-gelu").text.pooling == .firstEndOfText(564))
    #expect(try configuration("hf-vit-gelu").text.activation == .gelu)
    #expect(try configuration("openclip-custom-text").text.pooling == .firstEndOfText(564))
    #expect(try !configuration("openclip-vit-noncausal").text.isCausal)
    #expect(try configuration("openclip-vit-quickgelu").text.activation == .quickGELU)
    #expect(try configuration("openclip-vit-quickgelu").preprocessing.fit == .squash)
    #expect(
      try configuration("chinese").text.architecture
        == .bert(positionCount: 60, tokenTypeCount: 2)
    )
    #expect(try configuration("chinese").text.contextLength == 52)
    #expect(try configuration("chinese").preprocessing.fit == .squash)
    #expect(try configuration("chinese-three-layers").text.layers == 3)
    #expect(try configuration("chinese-three-layers").text.width == 28)
    #expect(
      try configuration("openclip-resnet").vision
        == .residual(
          ModelConfiguration.ResidualNetwork(
            layers: [1, 2, 1, 1],
            width: 4,
            heads: 8,
            imageSize: 96
          )
        )
    )
  }
}
