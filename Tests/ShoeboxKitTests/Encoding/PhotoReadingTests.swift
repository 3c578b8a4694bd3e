// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What may lie where a photo is expected.
@Suite struct PhotoReadingTests {
  let sample: SampleLibrary
  let model: EmbeddingModel

  init() throws {
    sample = try SampleLibrary()
    model = try EmbeddingModel(.starter)
  }

  @Test func contentDecidesAndNotTheName() throws {
    try sample.add("picture.txt", 1)
    try sample.add("notes.txt", bytes: Array("words".utf8))
    try sample.add("words.jpg", bytes: Array("words".utf8))
    #expect(failure("picture.txt") == nil)
    #expect(failure("notes.txt")?.code == .badInput)
    #expect(failure("notes.txt")?.message == "\(sample.path("notes.txt")) is not a photo.")
    #expect(failure("words.jpg")?.code == .badInput)
  }

  @Test func whatIsNotThereIsNamed() {
    let error = failure("absent.jpg")
    #expect(error?.code == .noInput)
    #expect(
      error?.message == "There is no photo at \(sample.path("absent.jpg")). Check the spelling."
    )
  }

  @Test func aPipeDoesNotWait() {
    let pipe = sample.path("pipe.jpg")
    #expect(pipe.withPlatformString { mkfifo($0, 0o644) } == 0)
    #expect(failure("pipe.jpg")?.message == "\(pipe) is not a photo.")
  }

  @Test func aFolderIsNoPhoto() throws {
    try sample.makeFolder("photos/folder.jpg")
    #expect(failure("folder.jpg")?.message == "\(sample.path("folder.jpg")) is not a photo.")
  }

  @Test func aFileThatIsTooLargeIsNotRead() throws {
    // It takes no room on the disk: all of it but the beginning is a hole.
    let path = sample.path("large.png")
    try sample.add("large.png", 1)
    #expect(truncate(path.string, (1 << 30) + 1) == 0)
    let error = failure("large.png")
    #expect(
      error?.message
        == "\(path): The file has 1073741825 bytes, more than the 1073741824 that are read."
    )
  }

  /// A file that claims 4,096 bytes and has fewer, as one that shrinks meanwhile.
  static let shrunken = "/sys/devices/system/cpu/online"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: shrunken), "needs Linux's sysfs"))
  func aFileThatShrinksIsNoticed() throws {
    let path = sample.path("shrinks.jpg")
    try FileManager.default.createSymbolicLink(
      atPath: path.string,
      withDestinationPath: Self.shrunken
    )
    #expect(
      failure("shrinks.jpg")?.message
        == "\(path): The file became shorter while it was being read."
    )
  }

  private func failure(_ name: String) -> ShoeboxError? {
    do {
      _ = try model.encode(photos: [sample.path(name)])[0].get()
      return nil
    } catch {
      return error as? ShoeboxError
    }
  }
}
