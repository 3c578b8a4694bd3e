// SPDX-License-Identifier: MIT

import Foundation

/// An empty folder of its own for one test, removed when the test is over.
final class TemporaryFolder {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "shoebox-vectors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// The path of something in the folder.
  func path(_ name: String = "vectors") -> String { url.appending(path: name).path }

  /// The names of all that is there, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }

  func read(_ name: String = "vectors") throws -> [UInt8] {
    Array(try Data(contentsOf: url.appending(path: name)))
  }

  func write(_ bytes: [UInt8], to name: String = "vectors") throws {
    try Data(bytes).write(to: url.appending(path: name))
  }

  /// Changes one byte in place, which is much faster than writing a file anew.
  func patch(_ byte: UInt8, at offset: Int, of name: String = "vectors") throws {
    let handle = try FileHandle(forUpdating: url.appending(path: name))
    try handle.seek(toOffset: UInt64(offset))
    try handle.write(contentsOf: [byte])
    try handle.close()
  }

  /// Cuts a file to a length in place.
  func truncate(_ name: String = "vectors", to length: Int) throws {
    let handle = try FileHandle(forUpdating: url.appending(path: name))
    try handle.truncate(atOffset: UInt64(length))
    try handle.close()
  }
}
