// SPDX-License-Identifier: MIT

import Catalog
import Testing

/// Who follows the changes since what he knows ends with what the catalogue has.
@Suite struct EmbeddingChangesTests {
  private let album: Album
  private let start: Int64

  init() throws {
    album = try Album()
    start = try album.catalog.generation()
  }

  @Test func nothingChangesWithoutAChange() throws {
    _ = try album.add("a.jpg")
    #expect(try changes(since: album.catalog.generation()) == [:])
  }

  @Test func additionsAreChanges() throws {
    _ = try album.add("a.jpg", "b.jpg")
    #expect(try changes(since: start) == [1: 1, 2: 2])
  }

  @Test func aChangedVectorIsAChange() throws {
    _ = try album.add("a.jpg", "b.jpg")
    let before = try album.catalog.generation()
    try album.catalog.apply([album.indexed("a.jpg", content: 1, value: 9)])
    #expect(try changes(since: before) == [1: 9])
    #expect(try changes(since: start) == [1: 9, 2: 2])
  }

  @Test func hiddenPhotosHaveNoVector() throws {
    let files = try album.add("a.jpg", "b.jpg")
    let before = try album.catalog.generation()
    try album.catalog.apply([.missing([files[1]])])
    #expect(try changes(since: before) == [2: nil])
    let hidden = try album.catalog.generation()
    try album.catalog.apply([.touched(file: files[1], stamp: .test(1))])
    #expect(try changes(since: hidden) == [2: 2])
  }

  @Test func photosThatAreGoneAreChanges() throws {
    _ = try album.add("a.jpg", "b.jpg")
    let before = try album.catalog.generation()
    // The files go by a cascade, and then the photos and vectors.
    try album.catalog.removeFolder(album.folder)
    #expect(try changes(since: before) == [1: nil, 2: nil])
    #expect(try album.catalog.forEachEmbedding(model: album.model) { _, _ in } > before)
  }

  @Test func overwrittenContentIsHidden() throws {
    _ = try album.add("a.jpg")
    let before = try album.catalog.generation()
    try album.catalog.apply([album.indexed("a.jpg", content: 5)])
    #expect(try changes(since: before) == [1: nil, 2: 5])
    _ = try album.catalog.removeUnusedPhotos()
    #expect(try changes(since: before) == [1: nil, 2: 5])
  }

  @Test func anotherHistoryIsUnknown() throws {
    _ = try album.add("a.jpg")
    #expect(try changes(since: start - 1) == nil)
    #expect(try changes(since: .min) == nil)
    #expect(try changes(since: .max) == nil)
  }

  @Test func theyAreCountedAndHaveAGeneration() throws {
    _ = try album.add("a.jpg", "b.jpg")
    let generation = try album.catalog.generation()
    let found = try album.catalog.withEmbeddingChanges(of: album.model, since: start) { changes in
      (try changes.count(), changes.generation)
    }
    #expect(found?.0 == 2)
    #expect(found?.1 == generation)
  }

  private func changes(since generation: Int64) throws -> [Int64: Float?]? {
    try album.catalog.withEmbeddingChanges(of: album.model, since: generation) { changes in
      var found: [Int64: Float?] = [:]
      try changes.visit { photo, vector in found[photo.rawValue] = .some(vector?.first) }
      return found
    }
  }
}

/// Knows the vectors of a generation, and learns what has changed since.
struct Follower {
  private(set) var generation: Int64
  private(set) var vectors: [PhotoID: Float] = [:]

  init(generation: Int64) {
    self.generation = generation
  }

  mutating func follow(_ album: Album) throws {
    var vectors = vectors
    let next = try album.catalog.withEmbeddingChanges(of: album.model, since: generation) {
      try $0.visit { photo, vector in vectors[photo] = vector?.first }
      return $0.generation
    }
    self.vectors = vectors
    generation = try #require(next)
  }
}

extension Album {
  /// The first number of the vector of each visible photo.
  func vectors() throws -> [PhotoID: Float] {
    var vectors: [PhotoID: Float] = [:]
    try catalog.forEachEmbedding(model: model) { photo, vector in vectors[photo] = vector[0] }
    return vectors
  }
}
