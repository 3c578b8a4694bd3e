// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct ThumbnailTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func indexingStoresThumbnails() async throws {
    try sample.addLarge("a.png", 1)
    try sample.addLarge("b.png", 2)
    try sample.copy("a.png", to: "copy.png")
    _ = try await library.run(sample.photos)
    let files = try sample.thumbnailFiles()
    #expect(files.count == 2)
    let bytes = try files.map { try [UInt8](Data(contentsOf: $0)) }
    let photos = try ["a.png", "b.png"].map(library.photo)
    let given = try photos.map { try #require(try library.thumbnail(of: $0)) }
    #expect(Set(given.map(\.bytes)) == Set(bytes))
    #expect(given.allSatisfy { $0.mediaType == "image/jpeg" })
    #expect(try given[0].size() == [320, 240])
    #expect(try library.status().thumbnailBytes == Int64(bytes.joined().count))
    #expect(try library.status().byteCount > library.status().thumbnailBytes)
    let records = try photos.map(sample.record)
    #expect(records.allSatisfy { $0.colour != nil && $0.perceptualHash != nil })
    #expect(records[0].perceptualHash != records[1].perceptualHash)
  }

  @Test func thumbnailsAreNobodyElsesBusiness() async throws {
    try sample.addLarge("a.png", 1)
    _ = try await library.run(sample.photos)
    let file = FilePath(try #require(try sample.thumbnailFiles().first).path)
    let folders = [file.removingLastComponent(), sample.thumbnails]
    let modes = try ([file] + folders).map { path in
      try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions] as? Int
    }
    #expect(modes == [0o600, 0o700, 0o700])
    // Two digits and all of them, of the photo's content.
    let hash = try sample.record(library.photo(named: "a.png")).contentHash
    #expect(file.lastComponent?.string.count == 64)
    #expect(file.lastComponent?.string.hasPrefix(folders[0].lastComponent?.string ?? "?") == true)
    #expect(UInt8(folders[0].lastComponent?.string ?? "", radix: 16) == hash[0])
  }

  @Test func aRunMayStoreNone() async throws {
    try sample.addLarge("a.png", 1)
    var options = IndexingOptions()
    options.makesThumbnails = false
    _ = try await library.index([sample.photos], options: options).summary()
    #expect(library.location.folder.appending("thumbnails").exists == false)
    #expect(try library.status().thumbnailBytes == 0)
    let photo = try library.photo(named: "a.png")
    #expect(try sample.record(photo).colour != nil)
    // They are made when somebody looks.
    #expect(try library.thumbnail(of: photo)?.size() == [320, 240])
    #expect(try sample.thumbnailFiles().count == 1)
  }

  @Test func theCacheMayBeDeletedOrDamaged() async throws {
    try sample.addLarge("a.png", 1)
    _ = try await library.run(sample.photos)
    let photo = try library.photo(named: "a.png")
    let thumbnail = try #require(try library.thumbnail(of: photo))
    let file = try #require(try sample.thumbnailFiles().first)
    for damage in [[], Array(thumbnail.bytes.prefix(1000)), [UInt8](repeating: 0, count: 5000)] {
      try Data(damage).write(to: file)
      #expect(try library.thumbnail(of: photo)?.size() == [320, 240])
      #expect(try Data(contentsOf: file).count > 1000)
    }
    try FileManager.default.removeItem(atPath: sample.thumbnails.string)
    #expect(try library.thumbnail(of: photo)?.size() == [320, 240])
    #expect(try sample.thumbnailFiles().map(\.lastPathComponent) == [file.lastPathComponent])
  }

  @Test func aPhotoThatIsNoLargerNeedsNone() async throws {
    try sample.add("small.png", bytes: SamplePhoto(seed: 1, width: 320, height: 200).png())
    _ = try await library.run(sample.photos)
    let photo = try library.photo(named: "small.png")
    #expect(try library.thumbnail(of: photo)?.size() == [320, 200])
    #expect(try sample.thumbnailFiles().isEmpty)
    #expect(try sample.record(photo).colour != nil)
  }

  /// As an older version had left it.
  @Test func whatAnOldPhotoLooksLikeIsNotedWithItsThumbnail() async throws {
    try sample.addLarge("a.png", 1)
    _ = try await library.run(sample.photos)
    let known = try sample.record(library.photo(named: "a.png"))
    var old = known
    old.colour = nil
    old.perceptualHash = nil

    let location = LibraryLocation(sample.root.appending("old"))
    let second = try PhotoLibrary.open(at: location, model: .starter)
    let status = try second.status()
    let catalog = try Catalog.open(at: location.folder.appending("catalog.sqlite").string)
    let folder = try catalog.addFolder(sample.photos.bytes).id
    let model = try catalog.model(
      fingerprint: status.fingerprint,
      name: status.model,
      dimension: status.embeddingDimension
    )
    let file = FileKey(folder: folder, path: Array("a.png".utf8))
    let stamp = FileStamp(size: 1, modifiedNanoseconds: 1, inode: 1, device: 1)
    let vector = [Float](repeating: 0, count: status.embeddingDimension)
    try catalog.apply([
      .indexed(file: file, stamp: stamp, photo: old, embedding: vector, model: model)
    ])
    let id = try #require(try catalog.photo(contentHash: old.contentHash))
    #expect(try second.thumbnail(of: id.rawValue) != nil)
    #expect(try catalog.photos([id])[id]?.record == known)
  }

  // MARK: - When it cannot be stored

  @Test func whereNoThumbnailCanBeStoredPhotosAreIndexedAllTheSame() async throws {
    try Data("in the way".utf8).write(to: URL(filePath: sample.thumbnails.string))
    try sample.addLarge("a.png", 1)
    try sample.addLarge("b.png", 2)
    #expect(try await library.run(sample.photos).counts == "added 2")
    #expect(try library.status().searchable == 2)
    #expect(try library.status().thumbnailBytes == 0)
    let photo = try library.photo(named: "a.png")
    #expect(try library.thumbnail(of: photo)?.size() == [320, 240])
    #expect(try sample.record(photo).colour != nil)
  }

  // MARK: - Cleaning

  @Test func aThumbnailGoesWithItsPhoto() async throws {
    try sample.addLarge("a.png", 1)
    try sample.addLarge("b.png", 2)
    _ = try await library.run(sample.photos)
    let before = try sample.thumbnailFiles()
    // Overwritten: nothing shows the old content any more.
    try sample.addLarge("a.png", 3)
    _ = try await library.run()
    let after = try sample.thumbnailFiles()
    #expect(after.count == 2 && Set(after).intersection(before).count == 1)
    #expect(try library.thumbnail(of: library.photo(named: "a.png")) != nil)
  }

  @Test func theThumbnailOfAPhotoThatIsMissingStays() async throws {
    try sample.addLarge("a.png", 1)
    try sample.addLarge("b.png", 2)
    _ = try await library.run(sample.photos)
    let photo = try library.photo(named: "a.png")
    try sample.move("photos/a.png", to: "a.png")
    _ = try await library.run()
    // Nobody sees it meanwhile.
    #expect(try library.thumbnail(of: photo) == nil)
    #expect(try sample.thumbnailFiles().count == 2)
    try sample.move("a.png", to: "photos/sub.png")
    _ = try await library.run()
    #expect(try library.thumbnail(of: photo) != nil)
  }

  @Test func whatACrashLeftIsRemovedByTheNextRun() async throws {
    try sample.addLarge("a.png", 1)
    _ = try await library.run(sample.photos)
    let file = try #require(try sample.thumbnailFiles().first)
    let left = [
      file.deletingLastPathComponent().appending(path: file.lastPathComponent + ".123"),
      file.deletingLastPathComponent().appending(path: "other"),
    ]
    for url in left { try Data("half".utf8).write(to: url) }
    try sample.addLarge("b.png", 2)
    _ = try await library.run()
    let files = try sample.thumbnailFiles()
    #expect(files.count == 2 && files.contains(file) && Set(files).isDisjoint(with: left))
  }

  @Test func thumbnailsGoWithTheirFolder() async throws {
    try sample.addLarge("one/a.png", 1)
    try sample.addLarge("two/b.png", 2)
    _ = try await library.run(sample.path("one"), sample.path("two"))
    #expect(try sample.thumbnailFiles().count == 2)
    try library.removeFolder(sample.path("one"))
    #expect(try sample.thumbnailFiles().count == 1)
    try library.removeFolder(sample.path("two"))
    #expect(try sample.thumbnailFiles().isEmpty)
  }
}
