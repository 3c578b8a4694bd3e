// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import Testing

@Suite struct QueryTests {
  @Test func filesComeInTheOrderOfTheirBytes() throws {
    let album = try Album()
    _ = try album.add("b", "a/z", "a", "B", "a.jpg", "é")
    #expect(try album.listing() == ["B", "a", "a.jpg", "a/z", "b", "é"])
  }

  @Test func aFileIsFoundByItsAbsolutePath() throws {
    let album = try Album()
    _ = try album.add("sub/a.jpg")
    let path = Array("/photos/sub/a.jpg".utf8)
    #expect(try album.catalog.file(atAbsolutePath: path) == album.file("sub/a.jpg"))
    #expect(try album.catalog.photo(atAbsolutePath: path) == album.photo(1))
  }

  @Test(arguments: ["/photos", "/photos/", "/photosub/a.jpg", "/photos/none.jpg", "a.jpg", ""])
  func anUnknownAbsolutePathIsNotFound(path: String) throws {
    let album = try Album()
    _ = try album.add("a.jpg", "sub/a.jpg")
    #expect(try album.catalog.file(atAbsolutePath: Array(path.utf8)) == nil)
  }

  @Test func theInnermostFolderThatKnowsTheFileAnswers() throws {
    let album = try Album()
    let inner = try album.catalog.addFolder(Array("/photos/sub".utf8)).id
    let root = try album.catalog.addFolder(Array("/".utf8)).id
    try album.catalog.apply([
      album.indexed("photos/sub/a.jpg", content: 1, in: root),
      album.indexed("sub/a.jpg", content: 2),
      album.indexed("a.jpg", content: 3, in: inner),
      album.indexed("sub/b.jpg", content: 4),
      album.indexed("c.jpg", content: 5, in: root),
    ])
    func photo(_ path: String) throws -> PhotoID? {
      try album.catalog.photo(atAbsolutePath: Array(path.utf8))
    }
    #expect(try photo("/photos/sub/a.jpg") == album.photo(3))
    #expect(try photo("/photos/sub/b.jpg") == album.photo(4))
    #expect(try photo("/c.jpg") == album.photo(5))
  }

  @Test func contentHashesComeByTheirFirstByte() throws {
    let album = try Album()
    let contents: [UInt8] = [0, 1, 2, 254, 255]
    try album.catalog.apply(contents.map { album.indexed("\($0).jpg", content: $0) })
    for content in contents {
      #expect(
        try album.catalog.contentHashes(beginningWith: content) == [PhotoRecord.hash(content)]
      )
    }
    #expect(try album.catalog.contentHashes(beginningWith: 3) == [])
  }

  @Test func detailsListThePresentFilesOnly() throws {
    let album = try Album()
    let other = try album.catalog.addFolder(Array("/other".utf8)).id
    try album.catalog.apply([
      album.indexed("a.jpg", content: 1),
      album.indexed("sub/copy.jpg", content: 1, in: other),
      album.indexed("gone.jpg", content: 1),
    ])
    try album.catalog.apply([.missing([try album.id(of: "gone.jpg")])])
    let id = try #require(try album.photo(1))
    let details = try #require(try album.catalog.photos([id])[id])
    #expect(details.id == id && details.record == .test(1))
    let paths = details.files.map { String(decoding: $0.absolutePath, as: UTF8.self) }
    #expect(paths == ["/photos/a.jpg", "/other/sub/copy.jpg"])
    #expect(details.files.map(\.stamp) == [.test(1), .test(1)])
  }

  @Test(arguments: [0, 1, 127, 128, 129, 300])
  func anyNumberOfPhotosIsFound(count: Int) throws {
    let album = try Album()
    try album.catalog.apply(
      (0..<count).map { number in
        var photo = PhotoRecord.test(0)
        photo.contentHash[0] = UInt8(number / 200)
        photo.contentHash[1] = UInt8(number % 200)
        return .indexed(
          file: album.key("\(number)"),
          stamp: .test(1),
          photo: photo,
          embedding: Album.vector(1),
          model: album.model
        )
      }
    )
    let ids = try album.catalog.files(in: album.folder).compactMap(\.photo)
    let photos = try album.catalog.photos(ids + ids.prefix(3) + [PhotoID(rawValue: 9999)])
    #expect(photos.count == count)
    #expect(photos.values.allSatisfy { $0.files.count == 1 })
  }

  @Test func photosOnlyInAbsentFoldersAreThoseWithNoFileElsewhere() throws {
    let album = try Album()
    let disk = try album.catalog.addFolder(Array("/disk".utf8)).id
    let stick = try album.catalog.addFolder(Array("/stick".utf8)).id
    try album.catalog.apply([
      album.indexed("a.jpg", content: 1),
      album.indexed("a.jpg", content: 1, in: disk),
      album.indexed("b.jpg", content: 2, in: disk),
      album.indexed("c.jpg", content: 3, in: disk),
      album.indexed("c.jpg", content: 3, in: stick),
      album.indexed("d.jpg", content: 4, in: disk),
      album.indexed("d.jpg", content: 4),
      album.indexed("gone.jpg", content: 5, in: disk),
      .failed(file: album.key("bad.jpg", in: disk), stamp: .test(1), reason: "Bad."),
    ])
    try album.catalog.apply([
      .missing([try album.id(of: "d.jpg"), try album.file("gone.jpg", in: disk).id])
    ])
    func only(_ folders: Set<FolderID>) throws -> [PhotoID?] {
      try album.catalog.photosOnly(in: folders)
    }
    #expect(try only([]) == [])
    #expect(try only([disk]) == [album.photo(2), album.photo(4)])
    #expect(try only([stick]) == [])
    #expect(try only([disk, stick]) == [album.photo(2), album.photo(3), album.photo(4)])
    #expect(try only([FolderID(rawValue: 99)]) == [])
  }

  @Test func countsAreOfEveryKind() throws {
    let album = try Album()
    let empty = try album.catalog.addFolder(Array("/empty".utf8)).id
    let files = try album.add("a.jpg", "b.jpg", "c.jpg")
    try album.catalog.apply([
      album.indexed("copy of a.jpg", content: 1),
      .failed(file: album.key("bad.jpg"), stamp: .test(1), reason: "Bad."),
      .failed(file: album.key("gone.jpg"), stamp: .test(1), reason: "Bad."),
      album.indexed("c.jpg", content: 9),
    ])
    try album.catalog.apply([.missing([files[1], try album.id(of: "gone.jpg")])])
    let counts = try album.catalog.counts(model: album.model)
    #expect(counts.photos == 2)
    #expect(counts.files == 4)
    #expect(counts.missing == 2)
    #expect(counts.failures == 1)
    #expect(counts.embedded == 2)
    #expect(counts.unused == 1)
    #expect(counts.perFolder[album.folder]?.photos == 2)
    #expect(counts.perFolder[empty]?.files == 0)
    #expect(try album.catalog.counts(model: nil).embedded == 0)
  }

  @Test func failuresComeInTheOrderOfTheirPaths() throws {
    let album = try Album()
    let before = try album.catalog.addFolder(Array("/album".utf8)).id
    try album.catalog.apply([
      .failed(file: album.key("b"), stamp: .test(1), reason: "Second."),
      .failed(file: album.key("a"), stamp: .test(1), reason: "First."),
      .failed(file: album.key("z", in: before), stamp: .test(1), reason: "Before."),
      .failed(file: album.key("gone"), stamp: .test(1), reason: "Gone."),
    ])
    try album.catalog.apply([.missing([try album.id(of: "gone")])])
    let failures = try album.catalog.failures()
    #expect(failures.map(\.reason) == ["Before.", "First.", "Second."])
    #expect(failures.first?.path == Array("/album/z".utf8))
    #expect(failures.allSatisfy { abs($0.recordedAt.timeIntervalSinceNow) < 3600 })
  }
}
