// SPDX-License-Identifier: MIT

import Catalog
import Testing

@Suite struct MoveTests {
  private func move(_ album: Album, _ file: FileID, _ path: String) -> CatalogChange {
    .moved(file: file, to: album.key(path), stamp: .test(50))
  }

  @Test func aMovedFileKeepsItsIdentityAndVector() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    let photo = try album.file("a.jpg").photo
    try album.catalog.apply([move(album, files[0], "sub/b.jpg")])
    let moved = try album.file("sub/b.jpg")
    #expect(moved.id == files[0] && moved.photo == photo && moved.stamp == .test(50))
    #expect(try album.listing() == ["sub/b.jpg"])
    #expect(try album.searchable() == [1])
  }

  @Test func aFileMovesToAnotherFolder() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    let other = try album.catalog.addFolder(Array("/archive".utf8)).id
    try album.catalog.apply([
      .moved(file: files[0], to: album.key("a.jpg", in: other), stamp: .test(1))
    ])
    #expect(try album.listing() == [])
    #expect(try album.listing(other) == ["a.jpg"])
  }

  @Test func aMoveOverAMissingFileDropsItsRow() throws {
    let album = try Album()
    let files = try album.add("a.jpg", "b.jpg")
    try album.catalog.apply([.missing([files[1]])])
    try album.catalog.apply([move(album, files[0], "b.jpg")])
    #expect(try album.id(of: "b.jpg") == files[0])
    #expect(try album.listing() == ["b.jpg"])
    #expect(try album.catalog.removeUnusedPhotos() == 1)
  }

  @Test func aMoveOverAStaleFileHidesWhatItShowed() throws {
    let album = try Album()
    let files = try album.add("a.jpg", "b.jpg")
    #expect(try album.advances([move(album, files[0], "b.jpg"), .missing([files[1]])]))
    #expect(try album.listing() == ["b.jpg"])
    #expect(try album.searchable() == [1])
  }

  @Test func twoFilesSwapTheirNames() throws {
    let album = try Album()
    let files = try album.add("a.jpg", "b.jpg")
    let advanced = try album.advances([
      move(album, files[0], "b.jpg"), move(album, files[1], "a.jpg"),
    ])
    #expect(advanced, "filters see where a photo lies")
    #expect(try album.id(of: "b.jpg") == files[0])
    #expect(try album.id(of: "a.jpg") == files[1])
    #expect(try album.searchable() == [1, 2])
  }

  @Test func threeFilesMoveRound() throws {
    let album = try Album()
    let files = try album.add("a.jpg", "b.jpg", "c.jpg")
    try album.catalog.apply([
      move(album, files[0], "b.jpg"), move(album, files[1], "c.jpg"),
      move(album, files[2], "a.jpg"),
    ])
    let after = try ["a.jpg", "b.jpg", "c.jpg"].map { try album.id(of: $0) }
    #expect(after == [files[2], files[0], files[1]])
  }

  @Test(arguments: [false, true])
  func anotherPhotoTakesThePlaceInTheSameBatch(movesLast: Bool) throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    let changes = [move(album, files[0], "original.jpg"), album.indexed("a.jpg", content: 2)]
    try album.catalog.apply(movesLast ? changes.reversed() : changes)
    #expect(try album.id(of: "original.jpg") == files[0])
    #expect(try album.file("original.jpg").photo == album.photo(1))
    #expect(try album.file("a.jpg").photo == album.photo(2))
    #expect(try album.searchable() == [1, 2])
  }

  @Test func aMissingFileThatIsFoundElsewhereIsPresentAgain() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    try album.catalog.apply([.missing(files)])
    #expect(try album.advances([move(album, files[0], "b.jpg")]))
    #expect(try album.listing() == ["b.jpg"])
    #expect(try album.searchable() == [1])
  }

  @Test func aMoveToItsOwnPlaceOnlyChangesTheStamp() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    try album.catalog.apply([move(album, files[0], "a.jpg")])
    #expect(try album.file("a.jpg").stamp == .test(50))
    #expect(try album.id(of: "a.jpg") == files[0])
  }

  @Test func aFailureMovesToo() throws {
    let album = try Album()
    try album.catalog.apply([.failed(file: album.key("a.jpg"), stamp: .test(1), reason: "Broken.")])
    try album.catalog.apply([move(album, try album.id(of: "a.jpg"), "b.jpg")])
    #expect(try album.file("b.jpg").failure == "Broken.")
  }
}
