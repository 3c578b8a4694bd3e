// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

/// A library that changes from one model to another.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["SHOEBOX_MODEL"] == nil, "$SHOEBOX_MODEL is set")
)
struct ModelChangeTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try PhotoLibrary.open(at: sample.location)
  }

  @Test func theFirstModelIsTheLibrarysOwn() async throws {
    try sample.add(0..<3)
    #expect(try library.models().isEmpty)
    _ = try await sample.open(TinyModel.selection).run(sample.photos)
    let models = try library.models()
    #expect(models.map(\.name) == ["openclip-vit"])
    #expect(models.first?.photos == 3)
    #expect(models.allSatisfy { $0.isServing && $0.isChosen })
    // Also for a library that was opened before it had one.
    #expect(try library.names().count == 3)
    #expect(library.modelName == "openclip-vit")
  }

  @Test func searchesChangeWhenTheNewModelHasSeenEveryPhoto() async throws {
    try sample.add(0..<5)
    _ = try await library.run(sample.photos)
    let chosen = try library.use(TinyModel.selection)
    #expect(chosen.name == "openclip-vit" && chosen.isChosen && !chosen.isServing)
    let change = try #require(try library.modelChange())
    #expect(change.serving == "starter" && change.chosen == "openclip-vit")
    #expect(change.seen == 0 && change.photos == 5)
    #expect(try library.names().count == 5)
    #expect(library.modelName == "starter")

    try sample.add(5..<6)
    let summary = try await library.run()
    #expect(summary.counts == "added 1, unchanged 5")
    #expect(summary.filled == 6)
    #expect(try library.modelChange() == nil)
    #expect(try library.names().count == 6)
    #expect(library.modelName == "openclip-vit")
    let models = try library.models()
    #expect(models.map(\.photos) == [6, 6])
    #expect(models.map(\.isServing) == [false, true])
    #expect(try PhotoLibrary.open(at: sample.location).modelName == "openclip-vit")
    #expect(try await library.run().counts == "unchanged 6")
    #expect(try sample.damage().isEmpty)
  }

  @Test func aChangeThatIsCancelledGoesOn() async throws {
    try sample.add(0..<40)
    _ = try await library.run(sample.photos)
    try library.use(TinyModel.selection)
    let run = try library.index()
    for await progress in run.progress where progress.filling != nil && progress.completed > 0 {
      run.cancel()
    }
    let interrupted = try await run.summary()
    if interrupted.isInterrupted {
      #expect(try library.modelChange() != nil)
      #expect(try library.names().count == 40)
      #expect(library.modelName == "starter")
    }
    let rest = try await library.run()
    #expect(interrupted.filled + rest.filled == 40)
    #expect(try library.modelChange() == nil)
    #expect(try library.names().count == 40)
    #expect(library.modelName == "openclip-vit")
  }

  @Test func changingBackCostsNothing() async throws {
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    try library.use(TinyModel.selection)
    _ = try await library.run()
    #expect(try library.use(.starter).isServing)
    #expect(try library.modelChange() == nil)
    #expect(try library.names().count == 3)
    #expect(library.modelName == "starter")
  }

  @Test func anEmptyLibraryChangesAtOnce() throws {
    #expect(try library.use(TinyModel.selection).isServing)
    _ = try library.search(.text("a photo"))
    #expect(library.modelName == "openclip-vit")
  }

  @Test func whatCannotBeReachedDoesNotHoldAChangeUp() async throws {
    try sample.makeFolder("disk")
    try sample.add(0..<2)
    try sample.copy("0.png", to: "../disk/0.png")
    try sample.add("../disk/far.png", 7)
    _ = try await library.run(sample.photos, sample.root.appending("disk"))
    try library.use(TinyModel.selection)
    try sample.move("disk", to: "away")
    _ = try await library.run()
    #expect(try library.modelChange() == nil)
    #expect(try library.names() == ["0.png", "1.png"])
    try sample.move("away", to: "disk")
    _ = try await library.run()
    #expect(try library.names() == ["0.png", "0.png", "1.png", "far.png"])
  }

  @Test func aRunThroughSomeFoldersDoesNotCompleteAChange() async throws {
    try sample.add("one/a.png", 1)
    try sample.add("two/b.png", 2)
    _ = try await library.run(sample.path("one"), sample.path("two"))
    try library.use(TinyModel.selection)
    #expect(try await library.run(sample.path("one")).filled == 1)
    #expect(library.modelName == "starter")
    #expect(try library.names() == ["a.png", "b.png"])
    // With the last folder nothing is lost any more.
    #expect(try await library.run(sample.path("two")).filled == 1)
    #expect(try library.names() == ["a.png", "b.png"])
    #expect(library.modelName == "openclip-vit")
  }

  @Test func whatTheNewModelCannotReadStaysForTheOldOne() async throws {
    try sample.add(0..<2)
    try sample.add("large.png", bytes: SamplePhoto(seed: 5, width: 1200, height: 1000).png())
    _ = try await library.run(sample.photos)
    try library.use(TinyModel.selection)
    var options = IndexingOptions()
    options.maximumMegapixels = 1
    for touches in [false, true] {
      if touches { sample.setTime(sample.path("large.png"), seconds: 1_700_000_000) }
      let summary = try await library.index([], options: options).summary()
      #expect(summary.failed == 0 && summary.unavailable > 0)
      #expect(summary.firstUnavailable?.contains("large.png") == true)
      #expect(try library.status().failures == 0)
    }
    #expect(try library.names() == ["0.png", "1.png"])
    try library.use(.starter)
    #expect(try library.names() == ["0.png", "1.png", "large.png"])
    try library.use(TinyModel.selection)
    _ = try await library.run()
    #expect(try library.names() == ["0.png", "1.png", "large.png"])
    #expect(library.modelName == "openclip-vit")
  }

  @Test func aModelThatIsGoneIsSaidAndNothingIsLost() async throws {
    let folder = sample.root.appending("model")
    try FileManager.default.copyItem(atPath: TinyModel.folder.string, toPath: folder.string)
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    try library.use(.folder(folder))
    _ = try await library.run()
    try sample.move("model", to: "elsewhere")
    let error = try #require(throws: ShoeboxError.self) {
      _ = try PhotoLibrary.open(at: sample.location)
    }
    #expect(error.code == .noInput)
    #expect(error.message.contains("model"))
    #expect(error.message.contains("shoebox model use"))
    let elsewhere = sample.root.appending("elsewhere")
    let found = try sample.open(.folder(elsewhere))
    #expect(try found.use(.folder(elsewhere)).isServing)
    #expect(try PhotoLibrary.open(at: sample.location).names().count == 3)
  }

  @Test func aNewerProgramBringsItsOwnStarter() async throws {
    try sample.add(0..<2)
    let older = try SampleLibrary()
    try FileManager.default.createDirectory(
      atPath: older.location.folder.string,
      withIntermediateDirectories: true
    )
    let catalog = try older.catalog()
    let model = try catalog.model(
      fingerprint: String(repeating: "0", count: 64),
      name: "starter",
      dimension: 16
    )
    try catalog.choose(model, reference: Array("starter".utf8))
    try catalog.close()
    let library = try PhotoLibrary.open(at: older.location)
    #expect(library.usesStarterModel)
    #expect(try library.modelChange() == nil)
    _ = try await library.run(sample.photos)
    #expect(try library.names() == ["0.png", "1.png"])
    #expect(try library.models().map(\.photos) == [2])
  }

  @Test func aModelInUseIsNotForgotten() async throws {
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    try library.use(TinyModel.selection)
    for model in try library.models() {
      #expect(throws: ShoeboxError.self) { try library.forget(model) }
    }
    _ = try await library.run()
    let old = try #require(try library.models().first { !$0.isServing })
    try library.forget(old)
    #expect(try library.models().map(\.name) == ["openclip-vit"])
    #expect(try library.names().count == 3)
    #expect(try sample.damage().isEmpty)
  }
}
