// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import Synchronization
import SystemPackage
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A library in a folder of its own, and photos beside it; all of it is deleted with the value.
final class SampleLibrary: Sendable {
  // Safe because a tree is only a path: what lies there is the file system's business.
  nonisolated(unsafe) private let tree: TemporaryTree
  private let clock = Mutex<Int>(1_600_000_000)

  init() throws {
    tree = try TemporaryTree()
    try makeFolder("photos")
  }

  /// The folder of everything.
  var root: FilePath { FilePath(tree.root) }
  /// Where the library lies.
  var location: LibraryLocation { LibraryLocation(root.appending("library")) }
  /// The folder that ``index(_:)`` looks at by itself.
  var photos: FilePath { root.appending("photos") }

  /// The absolute path of something in the photos' folder.
  func path(_ name: String) -> FilePath { photos.appending(name) }

  /// Another process's view of the library: nothing is shared but the files.
  func open(_ model: ModelSelection = .starter) throws -> PhotoLibrary {
    try PhotoLibrary.open(at: location, model: model)
  }

  /// The library's catalogue, opened beside it.
  func catalog() throws -> Catalog {
    try Catalog.open(at: location.folder.appending("catalog.sqlite").string)
  }

  /// The file that searches of a library read.
  func vectorFile(of library: PhotoLibrary) throws -> FilePath {
    location.folder.appending("vectors-\(try library.status().fingerprint.prefix(16))")
  }
}

/// What a test does to the photos.
extension SampleLibrary {
  /// Writes a picture into the photos' folder, with a time that no other one has.
  func add(_ name: String, _ seed: Int, comment: String = "") throws {
    try add(Array(name.utf8), bytes: SamplePhoto(seed: seed, comment: comment).png())
  }

  /// Writes the pictures of some seeds into files named after them: `0.png` and so on.
  func add(_ seeds: Range<Int>) throws {
    for seed in seeds { try add("\(seed).png", seed) }
  }

  /// Writes any bytes, and the folders above them.
  func add(_ name: [UInt8], bytes: [UInt8]) throws {
    let path = FilePath(bytes: photos.bytes + [UInt8(ascii: "/")] + name)
    // Not by FileManager, whose paths are text.
    for end in path.bytes.indices.dropFirst(root.length) where path.bytes[end] == UInt8(ascii: "/")
    {
      _ = FilePath(bytes: path.bytes[..<end]).withPlatformString { mkdir($0, 0o755) }
    }
    let file = try FileDescriptor.open(
      path,
      .writeOnly,
      options: [.create, .truncate],
      permissions: .ownerReadWrite
    )
    try file.closeAfter { _ = try file.writeAll(bytes) }
    let time = clock.withLock { clock in
      clock += 1
      return clock
    }
    setTime(path, seconds: time)
  }

  func add(_ name: String, bytes: [UInt8]) throws {
    try add(Array(name.utf8), bytes: bytes)
  }

  /// Sets when a file was last changed.
  func setTime(_ path: FilePath, seconds: Int, nanoseconds: Int = 0) {
    let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
    path.withPlatformString { name in
      _ = utimensat(AT_FDCWD, name, [time, time], 0)
    }
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: root.appending(path).string,
      withIntermediateDirectories: true
    )
  }

  /// Renames or moves within the folder of everything.
  func move(_ source: String, to target: String) throws {
    try FileManager.default.moveItem(
      atPath: root.appending(source).string,
      toPath: root.appending(target).string
    )
  }

  /// Copies a photo; the copy has an inode and a time of its own.
  func copy(_ source: String, to target: String) throws {
    let bytes = try Data(contentsOf: URL(filePath: path(source).string))
    try add(target, bytes: Array(bytes))
  }

  func remove(_ names: String...) throws {
    for name in names { try FileManager.default.removeItem(atPath: path(name).string) }
  }

  /// What the catalogue finds wrong with itself: nothing, if all is well.
  func damage() throws -> [String] {
    try catalog().checkIntegrity()
  }
}

extension PhotoLibrary {
  /// Runs to the end.
  func run(
    _ folders: FilePath...,
    workers: Int = 2
  ) async throws -> IndexingSummary {
    var options = IndexingOptions()
    options.workers = workers
    return try await index(folders, options: options).summary()
  }

  /// All photos of the library by the last names of their paths, sorted.
  func names() throws -> [String] {
    try search(.text("a photo"), options: SearchOptions(limit: 10_000))
      .flatMap { [$0.path] + $0.copies }
      .compactMap { $0.lastComponent?.string }
      .sorted()
  }
}

extension PhotoMatch {
  /// The similarity; not a number where there is none.
  var score: Float { similarity ?? .nan }
}

extension IndexingSummary {
  /// What was counted, in words, without what is zero.
  var counts: String {
    let counts = [
      ("added", added), ("updated", updated), ("moved", moved), ("unchanged", unchanged),
      ("missing", missing), ("failed", failed),
    ]
    return counts.filter { $0.1 != 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

/// The tiny model with random weights that lies beside the tests of the engine.
enum TinyModel {
  static var folder: FilePath {
    let tests = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
    return FilePath(tests.appending(path: "CLIPModelTests/Fixtures/models/openclip-vit").path)
  }

  static var selection: ModelSelection { .folder(folder) }
}
