// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// Real photos beside the project, which are no part of it.
///
/// Tests that need them are skipped where they are missing.
enum SharedData {
  /// The folder: named by SHOEBOX_SHARED, or called "shared" beside a folder around this file.
  static let folder: URL? = {
    let files = FileManager.default
    if let path = ProcessInfo.processInfo.environment["SHOEBOX_SHARED"], !path.isEmpty {
      return files.fileExists(atPath: path) ? URL(filePath: path) : nil
    }
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appending(path: "shared")
      if files.fileExists(atPath: candidate.appending(path: "data").path) { return candidate }
    }
    return nil
  }()

  /// A place in its folder `data`.
  static func path(_ path: String) -> String {
    folder?.appending(path: "data/\(path)").path ?? "/nonexistent/\(path)"
  }

  /// The names of the files in a folder of `data`, sorted.
  static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Self.path(path)).sorted()
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips tests where the real photos are missing.
  static var needsSharedData: Self {
    .enabled(if: SharedData.folder != nil, "the folder \"shared\" is not beside the project")
  }
}
