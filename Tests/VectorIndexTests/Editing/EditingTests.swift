// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// A table that is changed again and again holds what a dictionary would.
@Suite struct EditingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: 0..<6)
  func followsADictionary(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    let dimension = Int.random(in: 1...70, using: &generator)
    let isInMemory = seed.isMultiple(of: 3)
    var photos = SamplePhotos(count: 90, dimension: dimension, using: &generator)
    var table = try isInMemory ? photos.table() : photos.write(to: folder.path())
    var content = Dictionary(uniqueKeysWithValues: zip(photos.identifiers, photos.vectors))
    let lock = try #require(try VectorFileLock(.sample(folder.path(), dimension: dimension)))
    for round in 0..<25 {
      let edit = try TableEdit(table)
      for _ in 0..<Int.random(in: 0...60, using: &generator) {
        let isNew = Bool.random(using: &generator)
        let identifier =
          (isNew ? nil : content.keys.sorted().randomElement(using: &generator))
          ?? Int64.random(in: -100...1500, using: &generator)
        if Int.random(in: 0..<3, using: &generator) == 0 {
          content[identifier] = nil
          try edit.remove(identifier)
        } else {
          let vector = SamplePhotos.vector(dimension: dimension, using: &generator)
          content[identifier] = vector
          try edit.set(identifier, vector)
        }
      }
      let edited = edit.finish(generation: Int64(round) + 2, workers: 2)
      #expect(try edited.content == content)
      table = try isInMemory ? edited : lock.commit(edited, of: table)
      #expect(try table.content == content)
    }
    // And so it can be searched.
    photos = SamplePhotos(dimension: dimension)
    photos.identifiers = content.keys.sorted()
    photos.vectors = photos.identifiers.compactMap { content[$0] }
    let query = SamplePhotos.vector(dimension: dimension, using: &generator)
    for count in [1, 7, 60] {
      #expect(try table.nearest(to: query, count: count) == photos.nearest(to: query, count: count))
    }
    let wanted = photos.identifiers.filter { _ in Bool.random(using: &generator) }
    let rows = try table.rows(of: wanted + [5000, -5000])
    #expect(rows.count == wanted.count)
    for identifier in wanted {
      #expect(try table.row(of: identifier).map(rows.contains) == true)
    }
    #expect(try table.row(of: 5000) == nil)
  }

  @Test(arguments: [1, 2, 5])
  func photosAreFoundInManyBlocks(runs: Int) throws {
    var generator = SeededGenerator(18)
    // Identifiers rise within a run and begin anew with the next.
    let identifiers = (0..<runs).flatMap { run in
      stride(from: run, to: 6000, by: 3 * runs).map(Int64.init)
    }
    let vectors = identifiers.map { _ in SamplePhotos.vector(dimension: 2, using: &generator) }
    var photos = SamplePhotos(dimension: 2)
    photos.identifiers = identifiers
    photos.vectors = vectors
    let table = try photos.table()
    let rows = Dictionary(uniqueKeysWithValues: zip(identifiers, identifiers.indices))
    for identifier in Int64(-3)..<6003 {
      #expect(try table.row(of: identifier) == rows[identifier])
    }
    for _ in 0..<50 {
      let wanted = (0..<Int.random(in: 0..<300, using: &generator)).map { _ in
        Int64.random(in: -10..<6010, using: &generator)
      }
      let found = try table.rows(of: wanted)
      #expect(found.count == Set(wanted).filter { rows[$0] != nil }.count)
      #expect(wanted.allSatisfy { wanted in rows[wanted].map(found.contains) ?? true })
    }
  }

  @Test func theSameVectorIsNoChange() throws {
    var generator = SeededGenerator(8)
    let photos = SamplePhotos(count: 70, dimension: 4, using: &generator)
    let table = try photos.table()
    let edit = try TableEdit(table)
    for (identifier, vector) in zip(photos.identifiers, photos.vectors) {
      try edit.set(identifier, vector)
    }
    let edited = edit.finish(generation: 2)
    #expect(edited.rowCount == 70 && edited.count == 70 && edited.generation == 2)
  }

  @Test func anEarlierTableStaysAsItWas() throws {
    var generator = SeededGenerator(9)
    let photos = SamplePhotos(count: 70, dimension: 4, using: &generator)
    let table = try photos.write(to: folder.path())
    let before = try table.content
    let lock = try #require(try VectorFileLock(.sample(folder.path(), dimension: 4)))
    var later = [table]
    for step in 1...5 {
      let edit = try TableEdit(later[step - 1])
      try edit.remove(photos.identifiers[step])
      for number in 0..<40 { try edit.set(Int64(1000 * step + number), [1, 2, 3, 4]) }
      later.append(try lock.commit(edit.finish(generation: Int64(step) + 1), of: later[step - 1]))
    }
    #expect(try table.content == before)
    #expect(later.map(\.count) == [70, 109, 148, 187, 226, 265])
    for table in later { #expect(try table.content.count == table.count) }
    // Two edits of one table do not meet.
    let (one, other) = (try TableEdit(table), try TableEdit(table))
    try one.set(7000, [1, 1, 1, 1])
    try other.set(7001, [2, 2, 2, 2])
    let tables = [one.finish(generation: 7), other.finish(generation: 8)]
    #expect(try tables.map { try $0.row(of: 7000) != nil } == [true, false])
    #expect(try tables.map { try $0.row(of: 7001) != nil } == [false, true])
  }

  @Test func rejectsRowsThatNoTableMayHold() throws {
    let edit = try TableEdit(SamplePhotos([[1, 2, 3, 4, 5]]).table())
    let codes = [
      [1, 2, 3, 4], [1, 2, 3, 4, 5, 6], [], [1, 2, .nan, 4, 5], [1, 2, 3, 4, .infinity],
      [-.infinity, 2, 3, 4, 5],
    ].map { (vector: [Float]) in failureCode { try edit.set(8, vector) } }
    #expect(codes == Array(repeating: .invalid, count: 6))
    try edit.set(8, [.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0, 4, 5])
    let content = try edit.finish(generation: 2).content
    #expect(content.keys.sorted() == [1, 8])
    #expect(content[8]?[0] == .greatestFiniteMagnitude)
  }
}
