// SPDX-License-Identifier: MIT

import Catalog
import Testing

@Suite struct FolderTests {
  @Test func foldersComeInTheOrderOfTheirPaths() throws {
    let catalog = try Catalog.inMemory()
    for path in ["/b", "/a/c", "/"] {
      _ = try catalog.addFolder(Array(path.utf8))
    }
    let paths = try catalog.folders().map { String(decoding: $0.path, as: UTF8.self) }
    #expect(paths == ["/", "/a/c", "/b"])
  }

  @Test func aFolderIsAddedOnce() throws {
    let catalog = try Catalog.inMemory()
    let first = try catalog.addFolder(Array("/photos".utf8))
    #expect(try catalog.addFolder(Array("/photos//".utf8)) == first)
    #expect(try catalog.folders() == [first])
  }

  @Test func aFolderNeedNotBeUTF8() throws {
    let catalog = try Catalog.inMemory()
    let path: [UInt8] = [0x2F, 0xFF, 0xC3]
    #expect(try catalog.addFolder(path).path == path)
    #expect(try catalog.folders().map(\.path) == [path])
  }

  @Test func removalTakesFilesAndPhotosThatLieNowhereElse() throws {
    let album = try Album()
    let other = try album.catalog.addFolder(Array("/other".utf8)).id
    try album.catalog.apply([
      album.indexed("a.jpg", content: 1),
      album.indexed("b.jpg", content: 2),
      album.indexed("b.jpg", content: 2, in: other),
      album.indexed("c.jpg", content: 3),
      album.indexed("c.jpg", content: 3, in: other),
      .failed(file: album.key("bad.jpg"), stamp: .test(1), reason: "Bad."),
    ])
    try album.catalog.apply([.missing([try album.file("c.jpg", in: other).id])])
    try album.catalog.removeFolder(album.folder)

    #expect(try album.catalog.folders().map(\.id) == [other])
    #expect(try album.catalog.files(in: album.folder).isEmpty)
    #expect(try album.photo(1) == nil)
    #expect(try album.photo(3) != nil)
    #expect(try album.searchable() == [2])
    #expect(try album.catalog.checkIntegrity() == [])
  }

  @Test func anUnknownFolderCannotBeRemoved() throws {
    let album = try Album()
    #expect(code { try album.catalog.removeFolder(FolderID(rawValue: 9)) } == .notFound)
  }

  @Test func identifiersAreNotUsedAgain() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    let photo = try #require(try album.photo(1))
    try album.catalog.removeFolder(album.folder)
    let again = try Album(album.catalog)
    #expect(again.folder > album.folder)
    #expect(try again.add("a.jpg")[0] > files[0])
    #expect(try #require(try again.photo(1)) > photo)
  }
}
