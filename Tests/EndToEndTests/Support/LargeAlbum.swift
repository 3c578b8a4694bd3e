// SPDX-License-Identifier: MIT

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Enough photos to keep the command busy for some seconds, painted once for all tests, which only read them.
enum LargeAlbum {
  /// How many photos there are.
  static let count = 400

  /// The folder; deleted when the test process ends.
  static func folder() throws -> URL { try painted.get() }

  private static let painted = Result {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "shoebox-album-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    atexit { LargeAlbum.remove() }
    for seed in 0..<count {
      let picture = Picture(seed: 1000 + UInt64(seed), width: 160, height: 120)
      try Data(picture.png).write(to: folder.appending(path: "\(seed).png"))
    }
    return folder
  }

  private static func remove() {
    guard let folder = try? painted.get() else { return }
    try? FileManager.default.removeItem(at: folder)
  }
}
