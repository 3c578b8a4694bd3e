// SPDX-License-Identifier: MIT

import Compute
import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct MappedFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func showsAllBytesOfAFile() throws {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try folder.write(bytes, to: "file")
    let file = try MappedFile(path: folder.path("file"))
    #expect(contents(file) == bytes)
  }

  @Test func anEmptyFileHasNoBytes() throws {
    try folder.write([], to: "empty")
    let file = try MappedFile(path: folder.path("empty"))
    #expect(file.bytes.isEmpty)
  }

  @Test func keepsTheBytesOfAFileThatIsReplaced() throws {
    try folder.write([1, 2, 3], to: "file")
    let file = try MappedFile(path: folder.path("file"))
    try folder.write([9, 9], to: "new")
    #expect(rename(folder.path("new"), folder.path("file")) == 0)
    #expect(contents(file) == [1, 2, 3])
    #expect(contents(try MappedFile(path: folder.path("file"))) == [9, 9])
    try FileManager.default.removeItem(atPath: folder.path("file"))
    #expect(contents(file) == [1, 2, 3])
  }

  @Test func noticesThatSomebodyWritesIntoTheFile() throws {
    try folder.write([1, 2, 3], to: "file")
    let file = try MappedFile(path: folder.path("file"), isWatched: true)
    #expect(file.isUnchanged)
    try folder.write([9, 9], to: "new")
    #expect(rename(folder.path("new"), folder.path("file")) == 0)
    #expect(file.isUnchanged, "what is mapped is another file")
    let replaced = try MappedFile(path: folder.path("file"), isWatched: true)
    let handle = try FileHandle(forWritingTo: URL(filePath: folder.path("file")))
    defer { try? handle.close() }
    // The clock of a file system may be slow.
    for _ in 0..<1000 where replaced.isUnchanged {
      try handle.seek(toOffset: 0)
      try handle.write(contentsOf: [8, 8])
      usleep(1000)
    }
    #expect(!replaced.isUnchanged)
    #expect(file.isUnchanged)
  }

  @Test func whatWasGivenBackIsReadAgain() throws {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 17) }
    try folder.write(bytes, to: "file")
    let file = try MappedFile(path: folder.path("file"))
    for range in [0..<100_000, 1..<99_999, 4_096..<8_192, 5_000..<5_001, 70_000..<100_000, 9..<9] {
      file.discard(UnsafeRawBufferPointer(rebasing: file.bytes[range]))
      #expect(contents(file) == bytes, "\(range)")
    }
    // What belongs to somebody else is left alone.
    let foreign = AlignedBuffer(copying: bytes)
    file.discard(UnsafeRawBufferPointer(foreign.elements))
    #expect(withExtendedLifetime(foreign) { Array(foreign.elements) } == bytes)
    file.discard(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(contents(file) == bytes)
  }

  @Test func followsLinks() throws {
    try folder.write([7], to: "file")
    #expect(symlink("file", folder.path("link")) == 0)
    #expect(contents(try MappedFile(path: folder.path("link"))) == [7])
  }

  @Test func anAbsentFileIsAbsent() throws {
    try folder.write([1], to: "file")
    for path in [folder.path("absent"), folder.path("file/below-a-file"), ""] {
      let error = try #require(failure(path))
      #expect(error.isAbsence, "\(path)")
      #expect(error.path == path)
    }
    let path = folder.path("absent")
    #expect(failure(path)?.description == "\(path) cannot be read: No such file or directory.")
  }

  @Test func whatIsNotAFileIsRefused() {
    let directory = failure(folder.path)
    #expect(directory?.errorNumber == EISDIR)
    #expect(directory?.isAbsence == false)
    let device = failure("/dev/null")
    #expect(device?.errorNumber == EINVAL)
    #expect(device?.isAbsence == false)
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func aFileWithoutPermissionIsNotAbsent() throws {
    try folder.write([1], to: "closed")
    chmod(folder.path("closed"), 0)
    let error = failure(folder.path("closed"))
    #expect(error?.errorNumber == EACCES)
    #expect(error?.isAbsence == false)
  }

  /// A copy of the bytes, made while the file is surely mapped.
  private func contents(_ file: MappedFile) -> [UInt8] {
    withExtendedLifetime(file) { Array(file.bytes) }
  }

  private func failure(_ path: String) -> MappedFileError? {
    #expect(throws: MappedFileError.self) { try MappedFile(path: path) }
  }
}
