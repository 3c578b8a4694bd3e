// SPDX-License-Identifier: MIT

import Catalog
import Testing

@Suite struct GenerationTests {
  @Test func whatASearchCanSeeAdvancesIt() throws {
    let album = try Album()
    #expect(try album.advances([album.indexed("a.jpg", content: 1)]))
    let file = try album.id(of: "a.jpg")
    #expect(try album.advances([album.indexed("a.jpg", content: 1, value: 9)]))
    #expect(try album.advances([.missing([file])]))
    #expect(try album.advances([.touched(file: file, stamp: .test(1))]))
    #expect(try album.advances([album.indexed("a.jpg", content: 2)]))
    let old = try #require(try album.photo(1))
    #expect(try album.advances([.linked(file: album.key("b.jpg"), stamp: .test(1), photo: old)]))
    #expect(
      try album.advances([.failed(file: album.key("b.jpg"), stamp: .test(2), reason: "Bad.")])
    )
  }

  /// Filters look for folders, and at what is known of a photo.
  @Test func whereAPhotoLiesAndWhatIsKnownOfItAdvanceItToo() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    let photo = try #require(try album.photo(1))
    #expect(
      try album.advances([.linked(file: album.key("b/a.jpg"), stamp: .test(1), photo: photo)])
    )
    #expect(try album.advances([.missing([try album.id(of: "b/a.jpg")])]))
    #expect(
      try album.advances([.moved(file: files[0], to: album.key("c/a.jpg"), stamp: .test(1))])
    )
    var record = PhotoRecord.test(1)
    record.cameraModel = "X100"
    let completed = CatalogChange.indexed(
      file: album.key("c/a.jpg"),
      stamp: .test(1),
      photo: record,
      embedding: Album.vector(1),
      model: album.model
    )
    #expect(try album.advances([completed]))
    #expect(try !album.advances([completed]))
  }

  @Test func whatASearchCannotSeeDoesNot() throws {
    let album = try Album()
    let files = try album.add("a.jpg", "b.jpg")
    #expect(try !album.advances([]))
    #expect(try !album.advances([album.indexed("a.jpg", content: 1)]))
    #expect(try !album.advances([.touched(file: files[0], stamp: .test(3))]))
    #expect(try !album.advances([.failed(file: album.key("c"), stamp: .test(1), reason: "Bad.")]))
    #expect(try !album.advances([.missing([try album.id(of: "c")])]))
    #expect(
      try !album.advances([.moved(file: files[0], to: album.key("a.jpg"), stamp: .test(1))])
    )
  }

  @Test func whatABatchUndoesItselfDoesNot() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    #expect(
      try !album.advances([.missing(files), .touched(file: files[0], stamp: .test(1))])
    )
  }

  @Test func removingAFolderWithPhotosAdvancesIt() throws {
    let album = try Album()
    _ = try album.add("a.jpg")
    let empty = try album.catalog.addFolder(Array("/empty".utf8)).id
    let before = try album.catalog.generation()
    try album.catalog.removeFolder(empty)
    #expect(try album.catalog.generation() == before)
    try album.catalog.removeFolder(album.folder)
    #expect(try album.catalog.generation() > before)
  }

  @Test func itIsHandedOutWithTheVectors() throws {
    let album = try Album()
    _ = try album.add("a.jpg")
    let generation = try album.catalog.forEachEmbedding(model: album.model) { _, _ in }
    #expect(try generation == album.catalog.generation())
    #expect(try album.catalog.withEmbeddings(of: album.model) { $0.generation } == generation)
  }

  @Test func aLibraryMadeAnewDoesNotRepeatIt() throws {
    try withCatalogPath { path in
      let first = try Album(Catalog.open(at: path))
      let generation = try first.catalog.generation()
      try first.catalog.close()
      try removeCatalog(at: path)
      let second = try Album(Catalog.open(at: path))
      #expect(try second.catalog.generation() > generation)
    }
  }
}
