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

@Suite struct RunLockTests {
  @Test func oneRunAtATime() async throws {
    let sample = try SampleLibrary()
    try sample.add("a.png", 1)
    let library = try sample.open()
    _ = try await library.run(sample.photos)
    let other = try OtherRun(sample.location)
    let attempts: [() throws -> Void] = [
      { _ = try library.index() },
      { _ = try library.index([sample.photos]) },
      { try library.removeFolder(sample.photos) },
    ]
    for attempt in attempts {
      let error = #expect(throws: ShoeboxError.self) { try attempt() }
      #expect(error?.code == .busy)
      #expect(error?.message.contains("\(sample.location.folder)") == true)
    }
    // Everything else works meanwhile.
    #expect(try library.names() == ["a.png"])
    #expect(try library.status().photos == 1)
    #expect(try sample.open().folders().count == 1)

    other.end()
    #expect(try await library.run().counts == "unchanged 1")
    try library.removeFolder(sample.photos)
    #expect(try library.folders().isEmpty)
  }

  @Test func aRefusedRunLeavesTheLockToTheNext() async throws {
    let sample = try SampleLibrary()
    let library = try sample.open()
    for _ in 0..<3 {
      // The lock is taken before it turns out that there is nothing to do.
      #expect(throws: ShoeboxError.self) { try library.index() }
    }
    try sample.add("a.png", 1)
    #expect(try await library.run(sample.photos).added == 1)
  }

  @Test func aFolderIsNotAddedWhileAnotherRunIsGoing() throws {
    let sample = try SampleLibrary()
    try sample.add("a.png", 1)
    let library = try sample.open()
    let other = try OtherRun(sample.location)
    let error = #expect(throws: ShoeboxError.self) { try library.index([sample.photos]) }
    #expect(error?.code == .busy)
    other.end()
    #expect(try library.folders().isEmpty)
  }
}

/// Holds the lock of a library as another process does while it indexes.
private final class OtherRun {
  private let descriptor: CInt

  init(_ location: LibraryLocation) throws {
    descriptor = open(
      location.folder.appending("index.lock").string,
      O_RDWR | O_CREAT | O_CLOEXEC,
      0o600
    )
    try #require(descriptor >= 0)
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
  }

  func end() {
    // Not by closing alone: a process that another test is just starting may have a copy.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
