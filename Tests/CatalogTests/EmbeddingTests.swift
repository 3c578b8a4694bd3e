// SPDX-License-Identifier: MIT

import Catalog
import Testing

@Suite struct EmbeddingTests {
  @Test func theStreamGivesVisiblePhotosInOrder() throws {
    let album = try Album()
    let files = try album.add("a.jpg", "b.jpg", "c.jpg")
    try album.catalog.apply([.missing([files[1]]), album.indexed("d.jpg", content: 1)])
    var photos: [PhotoID] = []
    var vectors: [[Float]] = []
    try album.catalog.forEachEmbedding(model: album.model) { photo, vector in
      photos.append(photo)
      vectors.append(Array(vector))
    }
    #expect(try photos == [album.photo(1), album.photo(3)])
    #expect(photos == photos.sorted())
    #expect(vectors == [Album.vector(1), Album.vector(3)])
    #expect(try album.catalog.withEmbeddings(of: album.model) { try $0.count() } == 2)
  }

  /// Identifiers of other sizes move the vectors to other alignments in the file.
  @Test func vectorsAreWholeWhereverTheyLie() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      let model = try album.catalog.model(
        fingerprint: String(repeating: "c", count: 64),
        name: "wide",
        dimension: 3
      )
      for start in stride(from: 0, to: 600, by: 60) {
        try album.catalog.apply(
          (start..<start + 60).map { number in
            var photo = PhotoRecord.test(0)
            photo.contentHash.replaceSubrange(
              0..<2,
              with: [UInt8(number / 256), UInt8(number % 256)]
            )
            return .indexed(
              file: album.key("\(number)"),
              stamp: .test(1),
              photo: photo,
              embedding: [Float(number), -1, .pi],
              model: model
            )
          }
        )
      }
      var wrong = 0
      var count: Float = 0
      try album.catalog.forEachEmbedding(model: model) { _, vector in
        if Array(vector) != [count, -1, .pi] { wrong += 1 }
        count += 1
      }
      #expect(count == 600 && wrong == 0)
    }
  }

  @Test func anErrorOfTheCallerEndsTheStreamUnchanged() throws {
    struct Enough: Error {}
    let album = try Album()
    _ = try album.add("a.jpg", "b.jpg")
    var count = 0
    #expect(throws: Enough.self) {
      try album.catalog.forEachEmbedding(model: album.model) { _, _ in
        count += 1
        throw Enough()
      }
    }
    #expect(count == 1)
    #expect(try album.searchable() == [1, 2])
  }

  @Test func anUnknownModelIsNotFound() throws {
    let catalog = try Catalog.inMemory()
    let model = ModelID(rawValue: 5)
    #expect(code { try catalog.forEachEmbedding(model: model) { _, _ in } } == .notFound)
  }

  @Test func aPhotoWithoutAVectorHasNone() throws {
    let album = try Album()
    _ = try album.add("a.jpg")
    let other = try album.catalog.model(
      fingerprint: String(repeating: "b", count: 64),
      name: "other",
      dimension: 4
    )
    let photo = try #require(try album.photo(1))
    #expect(try album.catalog.embedding(of: photo, model: other) == nil)
    #expect(try !album.catalog.hasEmbedding(photo, other))
    #expect(try album.catalog.counts(model: other).embedded == 0)
  }

  @Test func aKnownModelIsFoundAgainAndKeepsItsName() throws {
    let album = try Album()
    let again = try album.catalog.model(
      fingerprint: Album.fingerprint,
      name: "renamed",
      dimension: Album.dimension
    )
    #expect(again == album.model)
  }
}
