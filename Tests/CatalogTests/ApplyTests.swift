// SPDX-License-Identifier: MIT

import Catalog
import Testing

@Suite struct ApplyTests {
  @Test func anIndexedFileIsStoredWhole() throws {
    let album = try Album()
    let stamp = FileStamp(
      size: 1 << 40,
      modifiedNanoseconds: -5,
      inode: .max,
      device: 0x8000_0000_0000_0001
    )
    let photo = PhotoRecord(
      contentHash: PhotoRecord.hash(9),
      byteCount: 1 << 40,
      pixelWidth: 4000,
      pixelHeight: 3000,
      format: "heif",
      takenAt: .init(wallClockSeconds: -1, utcOffsetMinutes: -210, source: .xmp),
      latitude: -33.8,
      longitude: 151.2,
      altitude: -1.5,
      cameraMake: "Ōlympus",
      cameraModel: "OM-1 📷",
      lensModel: "12-40"
    )
    let vector: [Float] = [0.1, -0.0, .leastNonzeroMagnitude, -.greatestFiniteMagnitude]
    try album.catalog.apply([
      .indexed(
        file: album.key("a.heic"),
        stamp: stamp,
        photo: photo,
        embedding: vector,
        model: album.model
      )
    ])

    let file = try album.file("a.heic")
    #expect(file.stamp == stamp && file.isPresent && file.failure == nil)
    let id = try #require(file.photo)
    #expect(try album.catalog.photos([id])[id]?.record == photo)
    let stored = try album.catalog.embedding(of: id, model: album.model)
    #expect(stored?.map(\.bitPattern) == vector.map(\.bitPattern))
    #expect(try album.catalog.hasEmbedding(id, album.model))
  }

  @Test func everySourceOfATimeIsStored() throws {
    let album = try Album()
    for (index, source) in PhotoRecord.TakenAt.Source.allCases.enumerated() {
      var photo = PhotoRecord.test(UInt8(index))
      photo.takenAt = .init(wallClockSeconds: 0, source: source)
      try album.catalog.apply([
        .indexed(
          file: album.key("\(index)"),
          stamp: .test(1),
          photo: photo,
          embedding: Album.vector(1),
          model: album.model
        )
      ])
      let id = try #require(try album.photo(UInt8(index)))
      #expect(try album.catalog.photos([id])[id]?.record.takenAt?.source == source)
    }
  }

  @Test func namesNeedNotBeUTF8() throws {
    let album = try Album()
    let names: [[UInt8]] = [[0xFF, 0xFE, 0x2F, 0x80], Array("a\nb".utf8), [0xC3], [0xC3, 0xA9]]
    try album.catalog.apply(
      names.enumerated().map { index, name in
        .indexed(
          file: FileKey(folder: album.folder, path: name),
          stamp: .test(1),
          photo: .test(UInt8(index)),
          embedding: Album.vector(1),
          model: album.model
        )
      }
    )
    let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(try album.catalog.files(in: album.folder).map(\.path) == sorted)
    for name in names {
      #expect(try album.catalog.file(album.folder, name)?.path == name)
    }
  }

  @Test func exactDuplicatesAreOnePhoto() throws {
    let album = try Album()
    try album.catalog.apply([
      album.indexed("a.jpg", content: 1), album.indexed("copy of a.jpg", content: 1),
    ])
    let first = try album.file("a.jpg")
    #expect(try album.file("copy of a.jpg").photo == first.photo)
    #expect(try album.searchable() == [1])
    let photo = try #require(first.photo)
    let paths = try album.catalog.files(of: photo).map(\.path)
    #expect(paths == [Array("a.jpg".utf8), Array("copy of a.jpg".utf8)])
  }

  @Test func aLinkedFileShowsTheKnownPhoto() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    let photo = try #require(try album.photo(1))
    try album.catalog.apply([.linked(file: album.key("b.jpg"), stamp: .test(7), photo: photo)])
    #expect(try album.file("b.jpg").photo == photo)
    #expect(try album.file("b.jpg").stamp == .test(7))
    #expect(try album.file("a.jpg").id == files[0])
  }

  @Test func aChangedFileShowsItsNewContent() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    try album.catalog.apply([album.indexed("a.jpg", content: 2)])
    #expect(try album.id(of: "a.jpg") == files[0])
    #expect(try album.searchable() == [2])
  }

  @Test func theOldContentCanStillBeLinkedUntilUnusedPhotosAreRemoved() throws {
    let album = try Album()
    _ = try album.add("a.jpg")
    let old = try #require(try album.photo(1))
    try album.catalog.apply([album.indexed("a.jpg", content: 2)])
    #expect(try album.catalog.counts(model: nil).unused == 1)
    try album.catalog.apply([.linked(file: album.key("original.jpg"), stamp: .test(1), photo: old)])
    #expect(try album.catalog.removeUnusedPhotos() == 0)
    #expect(try album.searchable() == [1, 2])
  }

  @Test func unusedPhotosAreRemovedWithTheirVectors() throws {
    let album = try Album()
    _ = try album.add("a.jpg", "b.jpg")
    let old = try #require(try album.photo(1))
    try album.catalog.apply([album.indexed("a.jpg", content: 3)])
    let generation = try album.catalog.generation()
    #expect(try album.catalog.removeUnusedPhotos() == 1)
    #expect(try album.photo(1) == nil)
    #expect(try !album.catalog.hasEmbedding(old, album.model))
    #expect(try album.catalog.generation() == generation)
    #expect(try album.catalog.checkIntegrity() == [])
  }

  @Test func aFailureIsKeptUntilTheFileCanBeRead() throws {
    let album = try Album()
    try album.catalog.apply([
      .failed(file: album.key("a.jpg"), stamp: .test(1), reason: "The picture is cut off.")
    ])
    #expect(try album.file("a.jpg").failure == "The picture is cut off.")
    #expect(try album.file("a.jpg").photo == nil)
    try album.catalog.apply([album.indexed("a.jpg", content: 1)])
    #expect(try album.file("a.jpg").failure == nil)
    #expect(try album.catalog.failures().isEmpty)
  }

  @Test func aFileThatCanNoLongerBeReadLeavesTheResults() throws {
    let album = try Album()
    _ = try album.add("a.jpg")
    try album.catalog.apply([
      .failed(file: album.key("a.jpg"), stamp: .test(2), reason: "Gone bad.")
    ])
    #expect(try album.searchable() == [])
    #expect(try album.catalog.counts(model: nil).unused == 1)
  }

  @Test(arguments: ["", "\0", "a\0b"])
  func aFailureAlwaysHasAReason(reason: String) throws {
    let album = try Album()
    try album.catalog.apply([.failed(file: album.key("a.jpg"), stamp: .test(1), reason: reason)])
    #expect(try album.file("a.jpg").failure?.isEmpty == false)
  }

  @Test func missingFilesAreHiddenAndComeBack() throws {
    let album = try Album()
    let files = try album.add("a.jpg", "b.jpg")
    try album.catalog.apply([.missing([files[0]])])
    #expect(try album.listing() == ["-a.jpg", "b.jpg"])
    #expect(try album.searchable() == [2])
    #expect(try album.catalog.removeUnusedPhotos() == 0)

    try album.catalog.apply([.touched(file: files[0], stamp: .test(8))])
    #expect(try album.file("a.jpg").stamp == .test(8))
    #expect(try album.searchable() == [1, 2])
  }

  @Test func aPhotoStaysWhileOneOfItsFilesIsPresent() throws {
    let album = try Album()
    try album.catalog.apply([
      album.indexed("a.jpg", content: 1), album.indexed("b.jpg", content: 1),
    ])
    try album.catalog.apply([.missing([try album.id(of: "a.jpg")])])
    #expect(try album.searchable() == [1])
    try album.catalog.apply([.missing([try album.id(of: "b.jpg")])])
    #expect(try album.searchable() == [])
  }

  @Test func anUnknownFileIsMissingAlready() throws {
    let album = try Album()
    let files = try album.add("a.jpg")
    try album.catalog.apply([.missing([FileID(rawValue: 999), files[0]])])
    #expect(try album.listing() == ["-a.jpg"])
  }

  @Test func aSecondModelIsFilledBesideTheFirst() throws {
    let album = try Album()
    _ = try album.add("a.jpg", "b.jpg")
    let fingerprint = String(repeating: "b", count: 64)
    let second = try album.catalog.model(fingerprint: fingerprint, name: "second", dimension: 2)
    #expect(try album.catalog.filesLackingEmbedding(second).count == 2)
    try album.catalog.apply([
      .indexed(
        file: album.key("a.jpg"),
        stamp: .test(1),
        photo: .test(1),
        embedding: [5, 6],
        model: second
      )
    ])
    let photo = try #require(try album.photo(1))
    #expect(try album.catalog.embedding(of: photo, model: second) == [5, 6])
    #expect(try album.catalog.embedding(of: photo, model: album.model) == Album.vector(1))
    #expect(try album.catalog.filesLackingEmbedding(second).map(\.path) == [Array("b.jpg".utf8)])
    #expect(try album.catalog.filesLackingEmbedding(album.model).isEmpty)
  }
}
