// SPDX-License-Identifier: MIT

import Catalog
import Testing

/// Long random histories, against a simple model of what the catalogue should then hold.
@Suite struct RandomChangesTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func theCatalogueFollowsTheModel(seed: UInt64) throws {
    let album = try Album()
    var history = History(seed: seed)
    var follower = Follower(generation: try album.catalog.generation())
    for step in 0..<150 {
      let searchableBefore = history.searchable
      let generation = try album.catalog.generation()
      let batch = history.nextBatch(album)
      try album.catalog.apply(batch)
      try history.learnIdentifiers(album)

      let found = try contents(album)
      try #require(found == history.files.mapValues(\.state), "step \(step): \(batch)")
      try #require(try searchable(album) == history.searchable, "step \(step): \(batch)")
      if history.searchable != searchableBefore {
        try #require(try album.catalog.generation() > generation, "step \(step): \(batch)")
      }
      if step % 3 == 0 {
        try follower.follow(album)
        try #require(try follower.vectors == album.vectors(), "step \(step): \(batch)")
      }
      if step % 20 == 19 { _ = try album.catalog.removeUnusedPhotos() }
      history.forgetUnused(step % 20 == 19)
    }
    #expect(try album.catalog.checkIntegrity() == [])
    #expect(try album.catalog.counts(model: album.model).photos == history.searchable.count)
  }

  private func contents(_ album: Album) throws -> [String: History.State] {
    let files = try album.catalog.files(in: album.folder)
    let photos = try album.catalog.photos(files.compactMap(\.photo))
    return Dictionary(
      uniqueKeysWithValues: files.map { file in
        let content = file.photo.flatMap { photos[$0]?.record.contentHash.first }
        let state = History.State(content: content, isPresent: file.isPresent)
        return (String(decoding: file.path, as: UTF8.self), state)
      }
    )
  }

  private func searchable(_ album: Album) throws -> [UInt8: Float] {
    var values: [PhotoID: Float] = [:]
    try album.catalog.forEachEmbedding(model: album.model) { photo, vector in
      values[photo] = vector[0]
    }
    let photos = try album.catalog.photos(Array(values.keys))
    return Dictionary(
      uniqueKeysWithValues: photos.map { id, photo in
        (photo.record.contentHash[0], values[id] ?? -1)
      }
    )
  }
}

/// Makes up changes, and knows what they lead to.
private struct History {
  struct State: Equatable {
    /// `nil`: the file could not be read.
    var content: UInt8?
    var isPresent: Bool
  }

  struct File {
    var id: FileID?
    var state: State
  }

  private(set) var files: [String: File] = [:]
  /// The stored vector of each content.
  private(set) var vectors: [UInt8: Float] = [:]
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(state: seed)
  }

  var searchable: [UInt8: Float] {
    let visible = files.values.filter(\.state.isPresent).compactMap(\.state.content)
    return vectors.filter { visible.contains($0.key) }
  }

  mutating func nextBatch(_ album: Album) -> [CatalogChange] {
    var changes = nextMoves(album)
    for _ in 0...roll(4) { changes.append(nextChange(album)) }
    return changes
  }

  /// The numbers that the catalogue gave to new files.
  mutating func learnIdentifiers(_ album: Album) throws {
    for path in files.keys { files[path]?.id = try album.id(of: path) }
  }

  mutating func forgetUnused(_ isTime: Bool) {
    guard isTime else { return }
    let used = Set(files.values.compactMap(\.state.content))
    vectors = vectors.filter { used.contains($0.key) }
  }

  private mutating func nextMoves(_ album: Album) -> [CatalogChange] {
    let moving = files.keys.sorted().filter { _ in roll(4) == 0 }
    let targets = (0..<10).map { "file\($0)" }.shuffled(using: &random).prefix(moving.count)
    let rows = moving.compactMap { files.removeValue(forKey: $0) }
    return zip(rows, targets).compactMap { file, target in
      guard let id = file.id else { return nil }
      files[target] = file
      files[target]?.state.isPresent = true
      return .moved(file: id, to: album.key(target), stamp: .test(1))
    }
  }

  private mutating func nextChange(_ album: Album) -> CatalogChange {
    let path = "file\(roll(10))"
    let content = UInt8(roll(6))
    let known = files[path]?.id
    switch (roll(5), known) {
    case (0, let id?):
      files[path]?.state.isPresent = true
      return .touched(file: id, stamp: .test(2))
    case (1, let id?):
      files[path]?.state.isPresent = false
      return .missing([id])
    case (2, _):
      set(path, nil)
      return .failed(file: album.key(path), stamp: .test(3), reason: "Bad.")
    default:
      let value = Float(roll(2))
      set(path, content)
      vectors[content] = value
      return album.indexed(path, content: content, value: value)
    }
  }

  private mutating func set(_ path: String, _ content: UInt8?) {
    files[path] = File(
      id: files[path]?.id,
      state: State(content: content, isPresent: true)
    )
  }

  private mutating func roll(_ sides: Int) -> Int {
    Int.random(in: 0..<sides, using: &random)
  }
}

/// Knuth's linear congruential generator (MMIX): the same numbers in every run.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    let halves = (0..<2).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 32
    }
    return halves[0] << 32 | halves[1]
  }
}
