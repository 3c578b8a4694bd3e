// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// A file is written as a whole or not at all.
@Suite struct WritingTests {
  private struct Interruption: Error {}

  private let folder: TemporaryFolder
  private let photos: SamplePhotos

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(3)
    photos = SamplePhotos(count: 100, dimension: 5, using: &generator)
  }

  private func open(generation: Int64 = 1) throws -> VectorFile {
    try VectorFile.open(
      folder.path(),
      expecting: .sample(dimension: 5, generation: generation)
    )
  }

  @Test func leavesNothingButTheFile() throws {
    try photos.write(to: folder.path())
    #expect(try folder.names() == ["vectors"])
  }

  @Test func aFailingBodyLeavesTheOldFile() throws {
    try photos.write(to: folder.path())
    let before = try folder.read()
    #expect(throws: Interruption.self) {
      try VectorFile.write(
        to: folder.path(),
        identity: .sample(dimension: 5, generation: 2),
        rowsPerBlock: 16
      ) { writer in
        for identifier in 0..<50 {
          try writer.append(Int64(identifier), [0, 0, 0, 0, 1])
        }
        throw Interruption()
      }
    }
    #expect(try folder.read() == before)
    #expect(try folder.names() == ["vectors"])
  }

  @Test func aFailingBodyLeavesNothingWhereNothingWas() throws {
    #expect(throws: Interruption.self) {
      try VectorFile.write(to: folder.path(), identity: photos.identity) { _ in
        throw Interruption()
      }
    }
    #expect(try folder.names().isEmpty)
  }

  @Test func whoHasTheOldFileOpenKeepsIt() throws {
    try photos.write(to: folder.path())
    let old = try open()
    try SamplePhotos(dimension: 5).write(to: folder.path(), generation: 2)
    #expect((0..<100).map(old.identifier(at:)) == photos.identifiers)
    #expect(try open(generation: 2).count == 0)
  }

  @Test func rejectsRowsThatNoFileMayHold() throws {
    try VectorFile.write(to: folder.path(), identity: photos.identity) { writer in
      var codes: [VectorFileError.Code?] = []
      func attempt(
        _ identifier: Int64,
        _ vector: [Float],
        _ writer: inout VectorFileWriter
      ) {
        do {
          try writer.append(identifier, vector)
          codes.append(nil)
        } catch {
          codes.append((error as? VectorFileError)?.code)
        }
      }
      attempt(7, [1, 2, 3, 4, 5], &writer)
      attempt(8, [1, 2, 3, 4], &writer)
      attempt(8, [1, 2, 3, 4, 5, 6], &writer)
      attempt(8, [], &writer)
      attempt(8, [1, 2, .nan, 4, 5], &writer)
      attempt(8, [1, 2, 3, 4, .infinity], &writer)
      attempt(8, [-.infinity, 2, 3, 4, 5], &writer)
      attempt(7, [1, 2, 3, 4, 5], &writer)
      attempt(6, [1, 2, 3, 4, 5], &writer)
      #expect(codes == [nil] + Array(repeating: .invalid, count: 8))
      #expect(writer.count == 1)
      attempt(8, [.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0, 4, 5], &writer)
      #expect(codes.last == .some(nil))
    }
    let file = try open()
    #expect((0..<file.count).map(file.identifier(at:)) == [7, 8])
    #expect(Array(file.vector(at: 0)) == [1, 2, 3, 4, 5])
  }

  @Test(arguments: [
    VectorFileIdentity(fingerprint: "", generation: 1, dimension: 5),
    VectorFileIdentity(fingerprint: String(repeating: "g", count: 64), generation: 1, dimension: 5),
    VectorFileIdentity(fingerprint: String(repeating: "a", count: 66), generation: 1, dimension: 5),
    .sample(dimension: 0), .sample(dimension: -1), .sample(dimension: 65_537),
    .sample(dimension: .max),
  ])
  func rejectsImpossibleIdentities(_ identity: VectorFileIdentity) throws {
    let code = failureCode {
      try VectorFile.write(to: folder.path(), identity: identity) { _ in }
    }
    #expect(code == .invalid)
    #expect(try folder.names().isEmpty)
  }

  @Test(arguments: [1, 15, 16, 17, 31, 32, 33, 160])
  func lastBlocksMayBePartlyFilled(_ count: Int) throws {
    var generator = SeededGenerator(4)
    let photos = SamplePhotos(count: count, dimension: 5, using: &generator)
    try photos.write(to: folder.path(), rowsPerBlock: 16)
    let file = try open()
    #expect((0..<file.count).map(file.identifier(at:)) == photos.identifiers)
    #expect((0..<file.count).map { Array(file.vector(at: $0)) } == photos.vectors)
  }
}
