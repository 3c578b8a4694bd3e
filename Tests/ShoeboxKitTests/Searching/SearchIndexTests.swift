// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

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

  @Test func isWrittenAgainWhenItIsDamaged() async throws {
    let (expected, path) = try await indexed()
    let file = Array(try Data(contentsOf: URL(filePath: path)))
    var damaged: [[UInt8]] = [
      [], Array(file.prefix(10)), Array(file.prefix(128)), Array(file.dropLast()), file + [0],
      [UInt8](repeating: 0, count: file.count), Array("not a vector file".utf8),
    ]
    for offset in [0, 8, 40, 100, 128, 140, file.count / 2, file.count - 1] {
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

  @Test func isWrittenAgainWhenItIsOutOfDate() async throws {
    let (_, path) = try await indexed()
    let old = try Data(contentsOf: URL(filePath: path))
    try sample.add("new.png", 50)
    _ = try await library.run()
    let expected = try library.search(.text("a photo"))
    #expect(expected.count == 7)
    try old.write(to: URL(filePath: path))
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

  /// Six photos, what a search for them finds, and the path of the file.
  private func indexed() async throws -> ([PhotoMatch], String) {
    try sample.add(0..<6)
    _ = try await library.run(sample.photos)
    return (try library.search(.text("a photo")), try sample.vectorFile(of: library).string)
  }
}
