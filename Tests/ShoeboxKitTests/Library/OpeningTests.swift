// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct OpeningTests {
  let sample: SampleLibrary

  init() throws {
    sample = try SampleLibrary()
  }

  @Test func makesItsFolderForItsOwnerAlone() throws {
    let location = LibraryLocation(sample.root.appending("new/one"))
    _ = try PhotoLibrary.open(at: location)
    let attributes = try FileManager.default.attributesOfItem(atPath: location.folder.string)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    #expect(FileManager.default.fileExists(atPath: "\(location.folder)/catalog.sqlite"))
  }

  @Test func anEmptyLibraryHasNothing() throws {
    let library = try sample.open()
    #expect(library.location == sample.location)
    #expect(library.modelName == "starter")
    #expect(library.usesStarterModel)
    #expect(try library.search(.text("anything")).isEmpty)
    #expect(try library.folders().isEmpty)
    #expect(try library.failures().isEmpty)
    let status = try library.status()
    #expect(status.photos == 0)
    #expect(status.searchable == 0)
    #expect(status.files == 0)
    #expect(status.missing == 0)
    #expect(status.failures == 0)
    #expect(status.model == "starter")
    #expect(status.fingerprint.count == 64)
    #expect(status.fingerprint.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    #expect(status.embeddingDimension > 0)
    #expect(status.byteCount > 0)
  }

  @Test func withoutFoldersThereIsNothingToIndex() throws {
    let library = try sample.open()
    let error = #expect(throws: ShoeboxError.self) { try library.index() }
    #expect(error?.code == .badInput)
    #expect(
      error?.message == "This library has no folders yet. Add one with: shoebox index FOLDER"
    )
  }

  @Test func aFileIsNoLibrary() throws {
    try sample.add("file", bytes: [1])
    let path = sample.path("file")
    let error = #expect(throws: ShoeboxError.self) {
      try PhotoLibrary.open(at: LibraryLocation(path))
    }
    #expect(error?.code == .inputOutput)
    #expect(error?.message.contains(path.string) == true)
  }

  @Test func aDamagedCatalogueIsRefused() throws {
    try sample.makeFolder("library")
    let path = sample.location.folder.appending("catalog.sqlite").string
    try Data("This is no database, and long enough to see that.".utf8)
      .write(to: URL(filePath: path))
    let error = #expect(throws: (any Error).self) { try sample.open() }
    #expect(try #require(error.map { "\($0)" }).contains(path))
    // It may be somebody's: it stays as it was.
    #expect(try Data(contentsOf: URL(filePath: path)).starts(with: Data("This is no".utf8)))
  }

  @Test func someThingsAreSaidOnce() throws {
    let library = try sample.open()
    #expect(library.isFirstTime("hint"))
    #expect(!library.isFirstTime("hint"))
    #expect(library.isFirstTime("other"))
    #expect(try !sample.open().isFirstTime("hint"))
  }

  @Test func errorsOfAllKindsHaveASentenceAndACode() {
    let errors: [(any Error, ShoeboxError.Code)] = [
      (ShoeboxError(.busy, "Wait."), .busy),
      (CocoaError(.fileNoSuchFile), .inputOutput),
    ]
    for (error, code) in errors {
      let described = ShoeboxError(describing: error)
      #expect(described.code == code)
      #expect(!described.message.isEmpty)
    }
    #expect(ShoeboxError.Code.noInput.description == "no-input")
    #expect(ShoeboxError(.usage, "A sentence.").description == "A sentence.")
  }

  @Test func theErrorOfAQueryIsAboutItsUse() {
    let error = #expect(throws: QueryError.self) { try Query.parse("") }
    let described = error.map { ShoeboxError(describing: $0) }
    #expect(described?.code == .usage)
    #expect(described?.message == error?.message)
  }
}
