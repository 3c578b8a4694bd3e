// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import GRDB
import Testing

@Suite struct OpeningTests {
  @Test func aNewCatalogueIsEmptyAndSound() throws {
    try withCatalogPath { path in
      let catalog = try Catalog.open(at: path)
      #expect(try catalog.folders().isEmpty)
      #expect(try catalog.counts(model: nil).photos == 0)
      #expect(try catalog.checkIntegrity() == [])
      let library = try catalog.library()
      #expect(try library.generation == catalog.generation())
      #expect(abs(library.createdAt.timeIntervalSinceNow) < 3600)
    }
  }

  @Test func theContentSurvivesClosing() throws {
    try withCatalogPath { path in
      let first = try Album(Catalog.open(at: path))
      _ = try first.add("a.jpg", "b.jpg")
      let library = try first.catalog.library()
      try first.catalog.close()

      let second = try Album(Catalog.open(at: path))
      #expect(try second.catalog.library() == library)
      #expect(second.folder == first.folder && second.model == first.model)
      #expect(try second.searchable() == [1, 2])
    }
  }

  @Test func closingLeavesOneFile() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      _ = try album.add("a.jpg")
      _ = try album.listing()
      try album.catalog.close()
      let folder = (path as NSString).deletingLastPathComponent
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["catalog.sqlite"])
    }
  }

  @Test func closingTwiceIsHarmlessAndUseAfterwardsFails() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      try album.catalog.close()
      try album.catalog.close()
      #expect(code { _ = try album.catalog.folders() } == .closed)
      #expect(code { _ = try album.add("a.jpg") } == .closed)
    }
  }

  @Test func twoLibrariesDifferInIdentifier() throws {
    let one = try Catalog.inMemory().library()
    let other = try Catalog.inMemory().library()
    #expect(one.identifier != other.identifier)
  }

  @Test func aFileThatIsNoDatabaseIsNamedAndLeftAlone() throws {
    try withCatalogPath { path in
      let content = Data(String(repeating: "holiday pictures ", count: 1000).utf8)
      try content.write(to: URL(filePath: path))
      let error = #expect(throws: CatalogError.self) { try Catalog.open(at: path) }
      #expect(error?.code == .notACatalogue)
      #expect(error?.message.contains(path) == true)
      #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }
  }

  @Test func anotherProgramsDatabaseIsRefusedAndLeftAlone() throws {
    try withCatalogPath { path in
      try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE bookmark (url)") }
      let content = try Data(contentsOf: URL(filePath: path))
      #expect(code { _ = try Catalog.open(at: path) } == .notACatalogue)
      #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }
  }

  @Test func aNewerSchemaIsRefused() throws {
    try withCatalogPath { path in
      try Catalog.open(at: path).close()
      try DatabaseQueue(path: path).write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')")
      }
      let error = #expect(throws: CatalogError.self) { try Catalog.open(at: path) }
      #expect(error?.code == .newerSchema)
      #expect(error?.message.contains(path) == true)
    }
  }

  @Test func anInterruptedCreationIsCompleted() throws {
    try withCatalogPath { path in
      try DatabaseQueue(path: path).write { db in
        try db.execute(sql: "PRAGMA application_id = 0x53484258")
        try db.execute(
          sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"
        )
      }
      let catalog = try Catalog.open(at: path)
      #expect(try catalog.checkIntegrity() == [])
    }
  }

  @Test func anEmptyFileBecomesACatalogue() throws {
    try withCatalogPath { path in
      try Data().write(to: URL(filePath: path))
      #expect(try Catalog.open(at: path).checkIntegrity() == [])
    }
  }

  @Test(arguments: ["missing/catalog.sqlite", ""])
  func aPlaceThatCannotHoldAFileIsNamed(name: String) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/" + name
      let error = #expect(throws: CatalogError.self) { try Catalog.open(at: path) }
      #expect(error?.code == .cannotOpen)
      #expect(error?.message.contains(path) == true)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "The superuser may write to everything."))
  func aCatalogueThatCannotBeWrittenSaysSo() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      try album.catalog.close()
      let folder = (path as NSString).deletingLastPathComponent
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
      defer {
        try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
      }
      let refusal = code { _ = try Catalog.open(at: path) }
      #expect(refusal == .readOnly || refusal == .cannotOpen)
    }
  }
}
