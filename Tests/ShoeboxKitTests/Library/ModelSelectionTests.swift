// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct ModelSelectionTests {
  @Test func readsWhatPeopleType() {
    #expect(ModelSelection("starter") == .starter)
    #expect(ModelSelection("") == .starter)
    #expect(ModelSelection("./starter") == .folder("./starter"))
    #expect(ModelSelection("models/clip") == .folder("models/clip"))
    #expect(ModelSelection("models/clip/") == ModelSelection("models/clip"))
    #expect(ModelSelection("/models/starter") == .folder("/models/starter"))
    #expect(ModelSelection("clip") == .named("clip"))
    #expect(ModelSelection("Starter") == .named("Starter"))
    #expect(ModelSelection(".") == .folder("."))
  }

  @Test func theStandardOneFollowsTheEnvironment() {
    let named = ProcessInfo.processInfo.environment["SHOEBOX_MODEL"] ?? ""
    #expect(ModelSelection.standard == ModelSelection(named))
  }

  @Test func loadsTheModel() throws {
    #expect(try ModelSelection.starter.load().name == "starter")
    let tiny = try TinyModel.selection.load()
    #expect(tiny.name == "openclip-vit")
    #expect(tiny.configuration.embeddingDimension == 32)
  }

  @Test func aFolderThatIsNoModelIsRefused() throws {
    let sample = try SampleLibrary()
    for folder in [sample.photos, sample.root.appending("absent")] {
      let error = #expect(throws: ModelError.self) {
        try PhotoLibrary.open(at: sample.location, model: .folder(folder))
      }
      #expect(error?.code == .missingFile)
      #expect(error?.message.contains(folder.string) == true)
      #expect(error.map { ShoeboxError(describing: $0).code } == .noInput)
    }
  }
}
