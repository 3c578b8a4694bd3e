// SPDX-License-Identifier: MIT

import Foundation
import Testing
import VectorIndex

/// Whatever lies where the vector file should be, opening it gives the file or a reason.
@Suite struct OpeningTests {
  private let folder: TemporaryFolder
  private let photos: SamplePhotos

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(1)
    photos = SamplePhotos(count: 20, dimension: 3, using: &generator)
  }

  private func openCode(
    _ name: String = "vectors",
    expecting identity: VectorFileIdentity? = nil
  ) -> VectorFileError.Code? {
    failureCode {
      _ = try VectorFile.open(folder.path(name), expecting: identity ?? photos.identity)
    }
  }

  @Test func givesBackWhatWasWritten() throws {
    try photos.write(to: folder.path(), rowsPerBlock: 16)
    let file = try VectorFile.open(folder.path(), expecting: photos.identity)
    #expect(file.count == 20)
    #expect((0..<20).map(file.identifier(at:)) == photos.identifiers)
    #expect((0..<20).map { Array(file.vector(at: $0)) } == photos.vectors)
  }

  @Test func fingerprintsMayBeWrittenInCapitals() throws {
    try photos.write(to: folder.path())
    let identity = VectorFileIdentity.sample(dimension: 3, model: "A")
    #expect(openCode(expecting: identity) == nil)
  }

  @Test func everyFlippedBitIsNoticed() throws {
    try photos.write(to: folder.path(), rowsPerBlock: 16)
    let original = try folder.read()
    var codes: [VectorFileError.Code?] = []
    for index in original.indices {
      for bit in 0..<8 {
        try folder.patch(original[index] ^ 1 << bit, at: index)
        codes.append(openCode())
      }
      try folder.patch(original[index], at: index)
    }
    #expect(codes == Array(repeating: .damaged, count: 8 * original.count))
    #expect(openCode() == nil)
  }

  @Test func everyTruncationIsNoticed() throws {
    try photos.write(to: folder.path(), rowsPerBlock: 16)
    let size = try folder.read().count
    var codes: [VectorFileError.Code?] = []
    for length in (0..<size).reversed() {
      try folder.truncate(to: length)
      codes.append(openCode())
    }
    #expect(codes == Array(repeating: .damaged, count: size))
  }

  @Test(arguments: [1, 63, 64, 4096, 100_000])
  func bytesTooManyAreNoticed(_ count: Int) throws {
    try photos.write(to: folder.path())
    try folder.write(folder.read() + [UInt8](repeating: 0, count: count))
    #expect(openCode() == .damaged)
  }

  @Test func somethingElseIsNoVectorFile() throws {
    var generator = SeededGenerator(2)
    var codes: [VectorFileError.Code?] = []
    for number in 0..<200 {
      let length = Int.random(in: 0...2000, using: &generator)
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      try folder.write(bytes, to: "\(number)")
      codes.append(openCode("\(number)"))
    }
    #expect(codes == Array(repeating: .damaged, count: 200))
  }

  @Test func nothingIsAbsent() {
    #expect(openCode() == .absent)
    #expect(openCode("no/such/folder") == .absent)
  }

  @Test func whatIsNotAFileIsDamaged() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("folder"),
      withIntermediateDirectories: false
    )
    #expect(openCode("folder") == .damaged)
    #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
    #expect(openCode("fifo") == .damaged)
  }

  @Test func anotherIdentityIsStale() throws {
    try photos.write(to: folder.path(), generation: 5)
    #expect(openCode(expecting: .sample(dimension: 3, generation: 5)) == nil)
    #expect(openCode(expecting: .sample(dimension: 3, generation: 6)) == .stale)
    #expect(openCode(expecting: .sample(dimension: 4, generation: 5)) == .stale)
    #expect(openCode(expecting: .sample(dimension: 3, generation: 5, model: "b")) == .stale)
    #expect(openCode(expecting: .sample(dimension: 3, generation: 5, model: "x")) == .stale)
  }

  @Test func messagesNameTheFile() throws {
    let absence = #expect(throws: VectorFileError.self) {
      _ = try VectorFile.open(folder.path(), expecting: photos.identity)
    }
    #expect(absence?.description == "There is no vector file \(folder.path()).")
    try photos.write(to: folder.path())
    let staleness = #expect(throws: VectorFileError.self) {
      _ = try VectorFile.open(
        folder.path(),
        expecting: .sample(dimension: 3, generation: 2)
      )
    }
    #expect(
      staleness?.description == """
        The vector file \(folder.path()) is out of date: it shows generation 1 of the catalogue \
        instead of 2. It must be rebuilt.
        """
    )
  }
}
