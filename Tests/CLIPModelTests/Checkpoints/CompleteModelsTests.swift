// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

/// Models as PyTorch writes them: every tensor has the shape that the configuration implies, and
/// none is left over.
@Suite struct CompleteModelsTests {
  @Test(arguments: ModelFolders.fixtures)
  func claimsEveryTensorOfATinyModel(name: String) throws {
    try claim(ModelFolders.fixture(name))
  }

  @Test func claimsEveryTensorOfTheStarter() throws {
    try claim(ModelFolders.starter)
  }

  private func claim(_ path: String) throws {
    let files = try ModelFiles.folder(path)
    let reader = WeightReader(try Checkpoint(files))
    try TensorInventory(try ModelConfiguration(files)).claim(reader)
    try reader.finish()
    #expect(reader.has("logit_scale"))
  }

  @Test func findsTheOneTensorThatIsNotDescribed() throws {
    let files = try ModelFiles.folder(ModelFolders.fixture("openclip-vit"))
    var configuration = try ModelConfiguration(files)
    guard case .transformer(var tower) = configuration.vision else {
      Issue.record("found \(configuration.vision)")
      return
    }
    tower.layers -= 1
    configuration.vision = .transformer(tower)
    let reader = WeightReader(try Checkpoint(files))
    try TensorInventory(configuration).claim(reader)
    expectFailure(.unexpectedTensor, "visual.transformer.resblocks.1", "and 11 more") {
      try reader.finish()
    }
  }
}
