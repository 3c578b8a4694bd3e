// SPDX-License-Identifier: MIT

import Foundation
import Testing
import VectorIndex

/// Whatever lies where the files should be, a search gives the right answer or a reason.
@Suite struct DamageTests {
  private let folder: TemporaryFolder
  private let photos: SamplePhotos
  private let query: [Float] = [1, 2, -1]

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(1)
    photos = SamplePhotos(count: 600, dimension: 3, using: &generator)
    try photos.write(to: folder.path())
  }

  private var file: VectorFile { .sample(folder.path(), dimension: 3) }

  private func openCode(_ file: VectorFile? = nil) -> VectorFileError.Code? {
    failureCode { _ = try (file ?? self.file).open() }
  }

  /// What a process finds that opens the file as it is now: the answer by codes, by vectors, and by identifiers.
  private func answer() throws -> [[Neighbour]] {
    let table = try file.open()
    return [
      try table.nearest(to: query, count: 5),
      try table.similarities(to: query, workers: 1),
      try table.nearest(to: query, count: 3, excluding: Set(photos.identifiers.dropLast(40))),
    ]
  }

  @Test func noChangedByteChangesAnAnswer() throws {
    // Fewer rows, so that every byte of the state and every one that is in use can have its turn.
    var generator = SeededGenerator(2)
    let photos = SamplePhotos(count: 300, dimension: 3, using: &generator)
    try photos.write(to: folder.path())
    let expected = try answer()
    for name in ["vectors", "vectors.state"] {
      let original = try folder.read(name)
      var wrong: [Int] = []
      for index in original.indices where name == "vectors.state" || index % 7 == 0 || index < 64 {
        try folder.patch(original[index] ^ 1 << UInt8(index % 8), at: index, of: name)
        do {
          if try answer() != expected { wrong.append(index) }
        } catch let error as VectorFileError where [.damaged, .stale].contains(error.code) {
          // As it should be.
        }
        try folder.patch(original[index], at: index, of: name)
      }
      #expect(wrong == [], "bytes of \(name)")
    }
    #expect(try answer() == expected)
  }

  @Test func whatIsContinuedIsNotTakenForSound() throws {
    // The vectors of the last block are copied, and count as sound from then on.
    var photos = photos
    photos.vectors[599] = [7, 8, 9]
    try photos.write(to: folder.path())
    let original = try folder.read()
    let last = [7, 8, 9].flatMap { number in withUnsafeBytes(of: Float(number)) { Array($0) } }
    let start = try #require(original.indices.last { original[$0...].starts(with: last) })
    try folder.patch(original[start] ^ 1, at: start)
    #expect(failureCode { _ = try TableEdit(file.open()) } == .damaged)
    try folder.patch(original[start], at: start)
    #expect(failureCode { _ = try TableEdit(file.open()) } == nil)
  }

  @Test func everyBitOfTheStateIsNoticed() throws {
    let original = try folder.read("vectors.state")
    var unnoticed: [Int] = []
    for index in original.indices {
      try folder.patch(original[index] ^ 1 << UInt8(index % 8), at: index, of: "vectors.state")
      if openCode() != .damaged { unnoticed.append(index) }
      try folder.patch(original[index], at: index, of: "vectors.state")
    }
    #expect(unnoticed == [])
  }

  @Test func everyTruncationIsNoticed() throws {
    let sizes = [try folder.read().count, try folder.read("vectors.state").count]
    let names = ["vectors", "vectors.state"]
    for (name, size) in zip(names, sizes) {
      let original = try folder.read(name)
      var codes: Set<VectorFileError.Code?> = []
      for length in (0..<size).reversed()
      where length < 200 || length % 61 == 0 || length > size - 9 {
        try folder.truncate(name, to: length)
        codes.insert(openCode())
      }
      #expect(codes == [.damaged], "\(name)")
      try folder.write(original, to: name)
    }
    #expect(openCode() == nil)
  }

  @Test func whatFollowsTheRowsDoesNotMatter() throws {
    let expected = try answer()
    try folder.write(folder.read() + [UInt8](repeating: 7, count: 5000))
    #expect(try answer() == expected)
  }

  @Test func garbageIsNoVectorFile() throws {
    var generator = SeededGenerator(2)
    for name in ["vectors", "vectors.state"] {
      let original = try folder.read(name)
      var codes: Set<VectorFileError.Code?> = []
      for _ in 0..<200 {
        let length = Int.random(in: 0...6000, using: &generator)
        try folder.write(
          (0..<length).map { _ in .random(in: 0...255, using: &generator) },
          to: name
        )
        codes.insert(openCode())
      }
      #expect(codes == [.damaged])
      try folder.write(original, to: name)
    }
  }

  @Test func aStateWhoseChecksumAgreesMustStillMakeSense() throws {
    let original = try folder.read("vectors.state")
    let expected = try answer()
    var codes: [VectorFileError.Code?] = []
    // Count, dimension, rows per block, runs, the first run.
    for offset in [64, 71, 72, 75, 76, 79, 80, 87, 108, 115] {
      for value: UInt8 in [1, 17, 127, 255] {
        var changed = original
        changed[offset] ^= value
        let checksum = FormatReference.crc32c(changed[..<12] + changed[16...])
        for byte in 0..<4 { changed[12 + byte] = UInt8(truncatingIfNeeded: checksum >> (8 * byte)) }
        try folder.write(changed, to: "vectors.state")
        codes.append(failureCode { if try answer() != expected { throw Trouble("wrong") } })
      }
    }
    #expect(codes.filter { $0 != .damaged && $0 != .stale } == [])
  }

  @Test func nothingIsAbsent() throws {
    try FileManager.default.removeItem(atPath: folder.path())
    #expect(openCode() == .absent)
    try FileManager.default.removeItem(atPath: folder.path("vectors.state"))
    #expect(openCode() == .absent)
    #expect(openCode(.sample(folder.path("no/such/folder"), dimension: 3)) == .absent)
  }

  @Test func whatIsNotAFileIsDamaged() throws {
    for name in ["vectors", "vectors.state"] {
      let original = try folder.read(name)
      try FileManager.default.removeItem(atPath: folder.path(name))
      #expect(mkfifo(folder.path(name), 0o600) == 0)
      #expect(openCode() == .damaged)
      try FileManager.default.removeItem(atPath: folder.path(name))
      try FileManager.default.createDirectory(
        atPath: folder.path(name),
        withIntermediateDirectories: false
      )
      #expect(openCode() == .damaged)
      try FileManager.default.removeItem(atPath: folder.path(name))
      try folder.write(original, to: name)
    }
  }

  @Test func anotherIdentityIsStale() throws {
    #expect(openCode(.sample(folder.path(), dimension: 3, model: "A")) == nil)
    #expect(openCode(.sample(folder.path(), dimension: 4)) == .stale)
    #expect(openCode(.sample(folder.path(), dimension: 3, model: "b")) == .stale)
    #expect(openCode(.sample(folder.path(), dimension: 3, model: "x")) == .stale)
  }

  @Test func aFileOfAnEarlierVersionIsStale() throws {
    var state = try folder.read("vectors.state")
    state[8] = 1
    try folder.write(state, to: "vectors.state")
    #expect(openCode() == .stale)
  }

  @Test func filesThatDoNotBelongTogetherAreStale() throws {
    let state = try folder.read("vectors.state")
    try photos.write(to: folder.path(), generation: 2)
    try folder.write(state, to: "vectors.state")
    #expect(openCode() == .stale)
  }

  @Test func messagesNameTheFile() throws {
    try FileManager.default.removeItem(atPath: folder.path("vectors.state"))
    let absence = #expect(throws: VectorFileError.self) { _ = try file.open() }
    #expect(absence?.description == "There is no vector file \(folder.path("vectors.state")).")
  }
}
