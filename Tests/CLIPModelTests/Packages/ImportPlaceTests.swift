// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// An import leaves a whole package or nothing.
@Suite struct ImportPlaceTests {
  private let folder: TemporaryFolder
  private let source = ModelFolders.fixture("hf-vit")
  private var place: String { "\(folder.path)/model" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private struct Stop: Error {}

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  @Test(arguments: [ImportProgress.Step.writing, .verifying])
  func aStoppedImportLeavesNothing(_ step: ImportProgress.Step) throws {
    #expect(throws: Stop.self) {
      _ = try ModelImporter().run(from: source, to: place) { progress in
        if progress.step == step { throw Stop() }
      }
    }
    #expect(try names == [])
  }

  @Test func aStoppedReplacementLeavesWhatWasThere() throws {
    let before = try ModelImporter().run(from: source, to: place)
    let importer = ModelImporter(options: ImportOptions(precision: .int8, replacing: true))
    #expect(throws: Stop.self) {
      _ = try importer.run(from: source, to: place) { progress in
        if progress.step == .verifying { throw Stop() }
      }
    }
    #expect(try names == ["model"])
    #expect(try ModelPackage.open(place).manifest == before.manifest)
    let after = try importer.run(from: source, to: place)
    #expect(try names == ["model"])
    #expect(after.manifest.precision == .int8)
    #expect(try after.verify().allSatisfy(\.isIntact))
  }

  @Test func whatIsThereIsNotReplacedUnasked() throws {
    _ = try ModelImporter().run(from: source, to: place)
    expectFailure(.alreadyThere, "\(place) already") {
      _ = try ModelImporter().run(from: source, to: place)
    }
    let replacing = ModelImporter(options: ImportOptions(replacing: true))
    try folder.createFolder("photos")
    expectFailure(.alreadyThere, "not a model that was imported") {
      _ = try replacing.run(from: source, to: "\(folder.path)/photos")
    }
    #expect(try names == ["model", "photos"])
  }

  @Test func aPackageMayReplaceItsOwnSource() throws {
    _ = try ModelImporter().run(from: source, to: place)
    let importer = ModelImporter(options: ImportOptions(precision: .bfloat16, replacing: true))
    let package = try importer.run(from: place, to: place)
    #expect(package.manifest.precision == .bfloat16)
    #expect(try package.verify().allSatisfy(\.isIntact))
  }

  @Test func leftoversOfAKilledImportAreSwept() throws {
    try folder.createFolder(".shoebox-import-of-a-killed-process/inside")
    try folder.createFolder(".something-else")
    _ = try ModelImporter().run(from: source, to: place)
    #expect(try names == [".something-else", "model"])
  }

  @Test func aReplacementThatWasKilledHalfwayIsUndone() throws {
    let before = try ModelImporter().run(from: source, to: place)
    // Killed between the two renames: the old package is aside, and the new one is not there yet.
    try FileManager.default.moveItem(
      atPath: place,
      toPath: "\(folder.path)/.model.shoebox-replaced"
    )
    try folder.createFolder(".shoebox-import-of-a-killed-process")
    expectFailure(.alreadyThere, place) { _ = try ModelImporter().run(from: source, to: place) }
    #expect(try names == ["model"])
    #expect(try ModelPackage.open(place).manifest == before.manifest)
  }

  @Test func anImportNeedsItsFolder() throws {
    expectFailure(.notWritable, "cannot be written") {
      _ = try ModelImporter().run(from: source, to: "\(folder.path)/none/model")
    }
  }
}
