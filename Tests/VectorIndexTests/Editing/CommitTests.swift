// SPDX-License-Identifier: MIT

import Dispatch
import Foundation
import Synchronization
import Testing
import VectorIndex

/// A file that grows: what a crash leaves, and what readers see meanwhile.
@Suite struct CommitTests {
  private let folder: TemporaryFolder
  private let photos: SamplePhotos

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(3)
    photos = SamplePhotos(count: 100, dimension: 5, using: &generator)
    try photos.write(to: folder.path())
  }

  private var file: VectorFile { .sample(folder.path(), dimension: 5) }

  /// Adds photos that do not fit the last block.
  private func edited(_ table: VectorTable) throws -> VectorTable {
    let edit = try TableEdit(table)
    try edit.remove(photos.identifiers[3])
    for number in 0..<200 { try edit.set(Int64(10_000 + number), [0, 1, 0, Float(number), 0]) }
    return edit.finish(generation: table.generation + 1)
  }

  @Test func onlyWhatIsNewIsWritten() throws {
    let before = try folder.read()
    let table = try file.open()
    let lock = try #require(try VectorFileLock(file))
    let committed = try lock.commit(edited(table), of: table)
    #expect(committed.count == 299)
    let after = try folder.read()
    // The first block is full, and the header is as it was.
    let blockSize = 64 * (64 + 24 + 20)
    #expect(after.prefix(4096 + blockSize) == before.prefix(4096 + blockSize))
    #expect(after.count == 4096 + 5 * blockSize)
    #expect(try file.open().content == committed.content)
  }

  @Test func aCrashBeforeTheStateLosesOnlyWhatWasNew() throws {
    let oldRows = try folder.read()
    let oldState = try folder.read("vectors.state")
    let expected = try file.open().content
    var table = try file.open()
    do {
      let lock = try #require(try VectorFileLock(file))
      _ = try lock.commit(edited(table), of: table)
    }
    let newRows = try folder.read()
    var generator = SeededGenerator(12)
    var wrong = 0
    for round in 0..<100 {
      // Any part of what was to be written may be there, and the file may have its old or its new size.
      var rows = newRows
      for index in rows.indices where index >= oldRows.count || oldRows[index] != newRows[index] {
        if Int.random(in: 0..<3, using: &generator) == 0 {
          rows[index] = index < oldRows.count ? oldRows[index] : 0
        }
      }
      if round.isMultiple(of: 2) { rows.removeLast(rows.count - oldRows.count) }
      try folder.write(rows)
      try folder.write(oldState, to: "vectors.state")
      try folder.write([1, 2, 3], to: "vectors.state.partial")
      if try file.open().content != expected { wrong += 1 }
      // The next writer goes on from there.
      table = try file.open()
      let lock = try #require(try VectorFileLock(file))
      if try lock.commit(edited(table), of: table).count != 299 { wrong += 1 }
      if try folder.read() != newRows { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test func aStateWithoutItsRowsIsDamaged() throws {
    // As after a power cut: the file of state reached the disk, the rows did not.
    let oldRows = try folder.read()
    let table = try file.open()
    let lock = try #require(try VectorFileLock(file))
    _ = try lock.commit(edited(table), of: table)
    let newRows = try folder.read()
    try folder.write(oldRows + [UInt8](repeating: 0, count: newRows.count - oldRows.count))
    let torn = try file.open()
    #expect(failureCode { _ = try torn.nearest(to: [1, 0, 0, 0, 0], count: 3) } == .damaged)
    #expect(failureCode { _ = try torn.similarities(to: [1, 0, 0, 0, 0], workers: 1) } == .damaged)
    #expect(failureCode { _ = try torn.rows(of: [10_000]) } == .damaged)
    #expect(failureCode { _ = try TableEdit(torn) } == .damaged)
  }

  @Test func aTableThatIsNotTheLastOneCannotBeCommitted() throws {
    let table = try file.open()
    let lock = try #require(try VectorFileLock(file))
    _ = try lock.commit(edited(table), of: table)
    #expect(failureCode { _ = try lock.commit(edited(table), of: table) } == .stale)
    let inMemory = try photos.table()
    #expect(failureCode { _ = try lock.commit(edited(inMemory), of: inMemory) } == .stale)
  }

  @Test func aFullDiskLeavesTheFileAsItWas() throws {
    let before = try file.open()
    let content = try before.content
    let lock = try #require(try VectorFileLock(file))
    // Something that cannot be replaced stands in the way of the state.
    try FileManager.default.createDirectory(
      atPath: folder.path("vectors.state.partial"),
      withIntermediateDirectories: false
    )
    let edited = try edited(before)
    #expect(failureCode { _ = try lock.commit(edited, of: before) } == .inputOutput)
    #expect(try file.open().content == content)
    // The search that wanted it goes on in memory.
    #expect(try edited.content.count == 299)
  }

  @Test func openingAgainKeepsWhatIsKnown() throws {
    let table = try file.open()
    _ = try table.content
    let edited = try edited(table)
    do {
      let lock = try #require(try VectorFileLock(file))
      _ = try lock.commit(edited, of: table)
    }
    #expect(try file.open(reusing: table).content == edited.content)
    // A file that was written anew shares nothing with the old one.
    try photos.write(to: folder.path(), generation: 50)
    #expect(try file.open(reusing: table).content == table.content)
  }

  @Test func readersSeeOneTableOrTheNext() throws {
    let path = folder.path()
    let (rounds, readers) = (60, 3)
    let troubles = Mutex<[String]>([])
    let isOver = Atomic(false)
    DispatchQueue.concurrentPerform(iterations: readers + 1) { worker in
      let file = VectorFile.sample(path, dimension: 5)
      do {
        if worker == 0 {
          defer { isOver.store(true, ordering: .relaxed) }
          guard let lock = try VectorFileLock(file) else { throw Trouble("locked") }
          var table = try file.open()
          for round in 1...rounds {
            let edit = try TableEdit(table)
            // Photos of round r have the vector (r, 0, 0, 0, 0).
            for number in 0..<7 {
              try edit.set(Int64(1000 * round + number), [Float(round), 0, 0, 0, 0])
            }
            if round > 5 { try edit.remove(Int64(1000 * (round - 5))) }
            table = try lock.commit(edit.finish(generation: Int64(round) + 1), of: table)
            if round == rounds / 2 {
              let content = try table.content.sorted { $0.key < $1.key }
              table = try lock.rewrite(generation: Int64(round) + 1, rowsPerBlock: 64) { writer in
                for (identifier, vector) in content { try writer.append(identifier, vector) }
              }
            }
          }
        } else {
          var table: VectorTable?
          while !isOver.load(ordering: .relaxed) {
            let next: VectorTable
            do {
              next = try file.open(reusing: table)
            } catch let error as VectorFileError where error.code == .stale {
              continue  // One of the two files of the rewritten table is in place.
            }
            table = next
            let round = Int(next.generation) - 1
            let expected = 100 + 7 * round - max(0, round - 5)
            let found = try next.nearest(to: [1, 0, 0, 0, 0], count: 7, workers: 1)
            if next.count != expected { throw Trouble("\(next.count) photos in round \(round)") }
            if round > 2, found.contains(where: { $0.similarity != Float(round) }) {
              throw Trouble("round \(round) finds \(found)")
            }
          }
        }
      } catch {
        troubles.withLock { $0.append("\(worker): \(error)") }
      }
    }
    #expect(troubles.withLock { $0 } == [])
  }

  @Test func writersTakeTurns() throws {
    let path = folder.path()
    let troubles = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { worker in
      let file = VectorFile.sample(path, dimension: 5)
      var done = 0
      while done < 20 {
        do {
          guard let lock = try VectorFileLock(file) else { continue }
          let table = try file.open()
          let edit = try TableEdit(table)
          try edit.set(Int64(1000 * worker + 5000 + done), [1, Float(worker), Float(done), 0, 0])
          _ = try lock.commit(edit.finish(generation: table.generation + 1), of: table)
          done += 1
        } catch {
          troubles.withLock { $0.append("\(worker): \(error)") }
          break
        }
      }
    }
    #expect(troubles.withLock { $0 } == [])
    let table = try file.open()
    #expect(table.count == 180 && table.generation == 81)
  }
}
