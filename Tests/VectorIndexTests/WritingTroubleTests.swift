// SPDX-License-Identifier: MIT

import Dispatch
import Foundation
import Testing
import VectorIndex

/// What the operating system may do to a writer, and other writers.
@Suite struct WritingTroubleTests {
  private let folder: TemporaryFolder
  private let photos: SamplePhotos

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(5)
    photos = SamplePhotos(count: 40, dimension: 5, using: &generator)
  }

  private func writeCode(_ name: String = "vectors") -> VectorFileError.Code? {
    failureCode { try photos.write(to: folder.path(name)) }
  }

  @Test func leftoversOfACrashAreOverwritten() throws {
    try folder.write([UInt8](repeating: 7, count: 1_000_000), to: "vectors.partial")
    try photos.write(to: folder.path())
    #expect(try folder.names() == ["vectors"])
    #expect(try VectorFile.open(folder.path(), expecting: photos.identity).count == 40)
  }

  @Test func aMissingFolderIsAnError() {
    #expect(writeCode("missing/vectors") == .inputOutput)
  }

  @Test func aFolderIsNotReplaced() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(),
      withIntermediateDirectories: false
    )
    #expect(writeCode() == .inputOutput)
    #expect(try folder.names() == ["vectors"])
  }

  @Test func aFifoInTheWayIsAnError() throws {
    #expect(mkfifo(folder.path("vectors.partial"), 0o600) == 0)
    #expect(writeCode() == .inputOutput)
  }

  @Test func linksInTheWayAreNotFollowed() throws {
    try folder.write([1, 2, 3], to: "precious")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("vectors.partial"),
      withDestinationPath: folder.path("precious")
    )
    #expect(writeCode() == .inputOutput)
    #expect(try folder.read("precious") == [1, 2, 3])
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

  @Test func writersTakeTurns() throws {
    let folder = folder.path()
    let photos = photos
    DispatchQueue.concurrentPerform(iterations: 8) { index in
      let code = failureCode { try photos.write(to: folder, generation: Int64(index % 2)) }
      #expect(code == nil)
    }
    #expect(try self.folder.names() == ["vectors"])
    let codes = (0..<2).map { generation in
      failureCode {
        _ = try VectorFile.open(
          folder,
          expecting: .sample(dimension: 5, generation: generation)
        )
      }
    }
    #expect(codes == [nil, .stale] || codes == [.stale, nil])
  }
}
