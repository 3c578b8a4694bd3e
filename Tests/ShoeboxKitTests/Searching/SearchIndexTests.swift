// SPDX-License-Identifier: MIT

import Catalog
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

/// The file of vectors is a cache: whatever happens to it, searches find what the catalogue has.
@Suite struct SearchIndexTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func isWrittenByTheRun() async throws {
    try sample.add(0..<3)
    let path = try sample.vectorFile(of: library).string
    #expect(!FileManager.default.fileExists(atPath: path))
    _ = try await library.run(sample.photos)
    let file = try Data(contentsOf: URL(filePath: path))
    // A search in another process uses it as it is.
    #expect(try sample.open().names().count == 3)
    #expect(try Data(contentsOf: URL(filePath: path)) == file)
  }

  @Test func isWrittenAgainWhenItIsGone() async throws {
    let (expected, path) = try await indexed()
    let file = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.removeItem(atPath: path)
    #expect(try sample.open().search(.text("a photo")) == expected)
    #expect(try Data(contentsOf: URL(filePath: path)) == file)
  }

  @Test(arguments: ["", ".state"])
  func isWrittenAgainWhenItIsDamaged(_ suffix: String) async throws {
    let (expected, rows) = try await indexed()
    let path = rows + suffix
    let file = Array(try Data(contentsOf: URL(filePath: path)))
    var damaged: [[UInt8]] = [
      [], Array(file.prefix(10)), Array(file.prefix(90)), Array(file.dropLast()),
      [UInt8](repeating: 0, count: file.count), Array("not a vector file".utf8),
    ]
    for offset in [0, 8, 40] {
      var changed = file
      changed[offset] ^= 0x10
      damaged.append(changed)
    }
    for (number, bytes) in damaged.enumerated() {
      try Data(bytes).write(to: URL(filePath: path))
      #expect(try sample.open().search(.text("a photo")) == expected, "damage \(number)")
      #expect(try Array(Data(contentsOf: URL(filePath: path))) == file, "damage \(number)")
    }
  }

  @Test func damageThatIsFoundWhileSearchingIsRepaired() async throws {
    let (expected, path) = try await indexed()
    let file = Array(try Data(contentsOf: URL(filePath: path)))
    // The first code, the first vector, and all that is not zero.
    for offset in [4096, file.count / 2]
      + file.indices.filter({ $0 >= 4096 && file[$0] != 0 }).suffix(40)
    {
      var changed = file
      changed[offset] ^= 0x10
      try Data(changed).write(to: URL(filePath: path))
      #expect(try sample.open().search(.text("a photo")) == expected, "byte \(offset)")
    }
    // Also by a library that had it open.
    #expect(try library.search(.text("a photo")) == expected)
  }

  @Test func isOnlyAddedTo() async throws {
    // More than are written anew because they are few.
    try sample.add(0..<300)
    _ = try await library.run(sample.photos)
    let path = try sample.vectorFile(of: library).string
    #expect(try library.names().count == 300)
    let before = try identity(path)
    for step in 0..<3 {
      try sample.add(1000 + step..<1001 + step)
      try sample.remove("\(step).png")
      _ = try await library.run()
      #expect(try library.names().count == 300)
      #expect(try sample.open().names().count == 300)
    }
    #expect(try identity(path) == before, "the same file")
    let all = try sample.open().search(.text("a photo"), options: SearchOptions(limit: 1000))
    try FileManager.default.removeItem(atPath: path)
    #expect(try sample.open().search(.text("a photo"), options: SearchOptions(limit: 1000)) == all)
    #expect(try identity(path) != before)
  }

  @Test func aSearchDoesNotWaitForWhoIsWriting() async throws {
    let (_, path) = try await indexed()
    let lock = try FileDescriptor.open(FilePath(path + ".lock"), .readWrite)
    defer { try? lock.close() }
    #expect(flock(lock.rawValue, LOCK_EX | LOCK_NB) == 0)
    let state = try Data(contentsOf: URL(filePath: path + ".state"))
    let catalog = try sample.catalog()
    let folder = try #require(try catalog.folders().first)
    let file = try #require(try catalog.files(in: folder.id).first)
    try catalog.apply([.missing([file.id])])
    #expect(try library.names().count == 5)
    #expect(try sample.open().names().count == 5)
    #expect(try Data(contentsOf: URL(filePath: path + ".state")) == state)
    try catalog.apply([.touched(file: file.id, stamp: file.stamp)])
    #expect(try library.names().count == 6)
    #expect(flock(lock.rawValue, LOCK_UN) == 0)
    #expect(try sample.open().names().count == 6)
    #expect(try Data(contentsOf: URL(filePath: path + ".state")) != state)
  }

  @Test func aSearchNeedsNoFile() async throws {
    let (expected, path) = try await indexed()
    // Folders in the place of all three files: nothing can be read, written or locked.
    for suffix in ["", ".state", ".lock"] {
      try FileManager.default.removeItem(atPath: path + suffix)
      try FileManager.default.createDirectory(
        atPath: path + suffix,
        withIntermediateDirectories: false
      )
    }
    #expect(try sample.open().search(.text("a photo")) == expected)
    #expect(try library.search(.text("a photo")) == expected)
  }

  @Test(arguments: [["", ".state"], [""], [".state"]])
  func isBroughtUpToDateWhenItIsOld(_ suffixes: [String]) async throws {
    let (_, path) = try await indexed()
    let old = try suffixes.map { try Data(contentsOf: URL(filePath: path + $0)) }
    try sample.add("new.png", 50)
    _ = try await library.run()
    let expected = try library.search(.text("a photo"))
    #expect(expected.count == 7)
    for (suffix, bytes) in zip(suffixes, old) {
      try bytes.write(to: URL(filePath: path + suffix))
    }
    #expect(try sample.open().search(.text("a photo")) == expected)
  }

  @Test func anotherProcessSeesWhatARunHasAdded() async throws {
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    let other = try sample.open()
    #expect(try other.names().count == 3)
    #expect(try library.names().count == 3)
    try sample.add(3..<6)
    _ = try await other.run()
    #expect(try library.names().count == 6)
    try sample.remove("0.png", "1.png")
    _ = try await library.run()
    #expect(try other.names() == ["2.png", "3.png", "4.png", "5.png"])
    try other.removeFolder(sample.photos)
    #expect(try library.names().isEmpty)
  }

  @Test func aSearchDuringARunSeesWhatIsCommitted() async throws {
    try sample.add(0..<60)
    let run = try library.index([sample.photos])
    let other = try sample.open()
    var counts: [Int] = []
    for await _ in run.progress { counts.append(try other.names().count) }
    #expect(counts == counts.sorted())
    #expect(counts.allSatisfy { $0 <= 60 })
    _ = try await run.summary()
    #expect(try other.names().count == 60)
  }

  /// What tells a file from another of its name.
  private func identity(_ path: String) throws -> UInt64? {
    try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
  }

  /// Six photos, what a search for them finds, and the path of the file.
  private func indexed() async throws -> (SearchResults, String) {
    try sample.add(0..<6)
    _ = try await library.run(sample.photos)
    return (try library.search(.text("a photo")), try sample.vectorFile(of: library).string)
  }
}
