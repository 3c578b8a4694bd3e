// SPDX-License-Identifier: MIT

import Dispatch
import Foundation
import Synchronization
import Testing
import VectorIndex

/// What writers leave, whatever happens to them.
@Suite struct WritingTests {
  private struct Interruption: Error {}

  private let folder: TemporaryFolder
  private let photos: SamplePhotos

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(3)
    photos = SamplePhotos(count: 100, dimension: 5, using: &generator)
  }

  private var file: VectorFile { .sample(folder.path(), dimension: 5) }

  @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 300])
  func givesBackWhatWasWritten(_ count: Int) throws {
    var generator = SeededGenerator(4)
    let photos = SamplePhotos(count: count, dimension: 5, using: &generator)
    let expected = Dictionary(uniqueKeysWithValues: zip(photos.identifiers, photos.vectors))
    #expect(try photos.write(to: folder.path()).content == expected)
    #expect(try file.open().content == expected)
    #expect(try folder.names() == ["vectors", "vectors.lock", "vectors.state"])
    #expect(try photos.write(to: folder.path(), rowsPerBlock: nil).content == expected)
  }

  @Test func aFailingBodyLeavesTheOldFile() throws {
    try photos.write(to: folder.path())
    let before = [try folder.read(), try folder.read("vectors.state")]
    let lock = try #require(try VectorFileLock(file))
    #expect(throws: Interruption.self) {
      _ = try lock.rewrite(generation: 2, rowsPerBlock: 64) { writer in
        for identifier in 0..<150 { try writer.append(Int64(identifier), [0, 0, 0, 0, 1]) }
        throw Interruption()
      }
    }
    #expect([try folder.read(), try folder.read("vectors.state")] == before)
    #expect(try folder.names() == ["vectors", "vectors.lock", "vectors.state"])
  }

  @Test func whoHasTheOldFileOpenKeepsIt() throws {
    let old = try photos.write(to: folder.path())
    let new = try SamplePhotos(dimension: 5).write(to: folder.path(), generation: 2)
    #expect(try old.content.count == 100)
    #expect(new.count == 0)
  }

  @Test func oneWritesAtATime() throws {
    let first = try VectorFileLock(file)
    #expect(first != nil)
    #expect(try VectorFileLock(file) == nil)
    withExtendedLifetime(first) {}
  }

  @Test func theLockIsFreeWhenItsHolderIsGone() throws {
    do { _ = try VectorFileLock(file) }
    #expect(try VectorFileLock(file) != nil)
  }

  @Test func identifiersMustAscendInANewFile() throws {
    let lock = try #require(try VectorFileLock(file))
    var codes: [VectorFileError.Code?] = []
    let table = try lock.rewrite(generation: 1, rowsPerBlock: 64) { writer in
      try writer.append(7, [1, 2, 3, 4, 5])
      for identifier: Int64 in [7, 6] {
        do {
          try writer.append(identifier, [1, 2, 3, 4, 5])
        } catch {
          codes.append((error as? VectorFileError)?.code)
        }
      }
      #expect(writer.count == 1)
    }
    #expect(codes == [.invalid, .invalid])
    #expect(table.count == 1)
  }

  @Test(arguments: [
    VectorFileIdentity(fingerprint: "", dimension: 5),
    VectorFileIdentity(fingerprint: String(repeating: "g", count: 64), dimension: 5),
    VectorFileIdentity(fingerprint: String(repeating: "a", count: 66), dimension: 5),
    VectorFileIdentity(fingerprint: String(repeating: "a", count: 64), dimension: 0),
    VectorFileIdentity(fingerprint: String(repeating: "a", count: 64), dimension: -1),
    VectorFileIdentity(fingerprint: String(repeating: "a", count: 64), dimension: 65_537),
    VectorFileIdentity(fingerprint: String(repeating: "a", count: 64), dimension: .max),
  ])
  func rejectsImpossibleIdentities(_ identity: VectorFileIdentity) throws {
    let lock = try #require(try VectorFileLock(VectorFile(path: folder.path(), identity: identity)))
    #expect(failureCode { _ = try lock.rewrite(generation: 1) { _ in } } == .invalid)
    #expect(try folder.names() == ["vectors.lock"])
  }

  @Test(arguments: [0, 63, 65, 65_600])
  func rejectsImpossibleBlocks(_ rowsPerBlock: Int) {
    let code = failureCode { try photos.write(to: folder.path(), rowsPerBlock: rowsPerBlock) }
    #expect(code == .invalid)
  }

  @Test func leftoversOfACrashAreOverwritten() throws {
    try folder.write([UInt8](repeating: 7, count: 1_000_000), to: "vectors.partial")
    try folder.write([7], to: "vectors.state.partial")
    #expect(try photos.write(to: folder.path()).count == 100)
    #expect(try folder.names() == ["vectors", "vectors.lock", "vectors.state"])
  }

  @Test func troubleWithTheFolder() throws {
    #expect(failureCode { try photos.write(to: folder.path("missing/vectors")) } == .inputOutput)
    try FileManager.default.createDirectory(
      atPath: folder.path(),
      withIntermediateDirectories: false
    )
    #expect(failureCode { try photos.write(to: folder.path()) } == .inputOutput)
    #expect(try folder.names() == ["vectors", "vectors.lock"])
  }

  @Test func linksAreNotFollowed() throws {
    try folder.write([1, 2, 3], to: "precious")
    for name in ["vectors.partial", "vectors.state.partial"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(name),
        withDestinationPath: folder.path("precious")
      )
    }
    try photos.write(to: folder.path())
    #expect(try folder.read("precious") == [1, 2, 3])
    try FileManager.default.removeItem(atPath: folder.path("vectors.lock"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("vectors.lock"),
      withDestinationPath: folder.path("precious")
    )
    #expect(failureCode { try photos.write(to: folder.path()) } == .inputOutput)
  }

  @Test func fullDisksHaveACodeOfTheirOwn() {
    let full = VectorFileError.writing("/photos/vectors", errorNumber: ENOSPC)
    #expect(full.code == .full)
    #expect(
      full.message == """
        The vector file /photos/vectors cannot be written: the disk is full. Free some space there.
        """
    )
    #expect(VectorFileError.writing("vectors", errorNumber: EDQUOT).code == .full)
    #expect(VectorFileError.writing("vectors", errorNumber: EIO).code == .inputOutput)
  }
}
